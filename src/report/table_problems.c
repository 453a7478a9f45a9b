#include "report/table.h"

static void write_place(struct layout *l, const struct problem *problem)
{
    if (problem->layer >= 0) {
        layout_say(l, "layer ");
        layout_number(l, (uint64_t)problem->layer);
        layout_say(l, problem->path.len ? ", " : ": ");
    }
    if (problem->path.len) {
        layout_text(l, problem->path);
        layout_say(l, ": ");
    }
    layout_text(l, problem->detail);
}

static void write_kind(struct table *t, const struct problem_kind *kind, bool blocking)
{
    struct layout *l = &t->layout;

    layout_line(l, 2);
    layout_style(l, blocking ? STYLE_YELLOW : STYLE_BOLD);
    layout_say(l, kind->name);
    layout_plain(l);
    layout_say(l, ": ");
    layout_say(l, kind->meaning);
}

void table_problems(struct table *t, bool blocking)
{
    const struct report *report = t->report;
    struct layout *l = &t->layout;
    bool any = false;

    for (int code = ERROR_NONE + 1; code < ERROR_COUNT; code++) {
        bool of_kind = false;
        for (size_t i = 0; i < report->problem_count; i++) {
            const struct problem *problem = &report->problems[i];
            if (problem->code != (enum error_code)code || problem_blocking(problem) != blocking)
                continue;
            if (!any) {
                layout_gap(l, 0);
                layout_style(l, STYLE_BOLD);
                layout_say(l, blocking ? "What could not be looked at" : "Notes");
                layout_plain(l);
            }
            if (!of_kind)
                write_kind(t, problem_kind((enum error_code)code), blocking);
            any = of_kind = true;
            layout_line(l, 4);
            write_place(l, problem);
        }
        if (!of_kind)
            continue;
        layout_line(l, 4);
        layout_say(l, "what to do: ");
        layout_say(l, problem_kind((enum error_code)code)->advice);
    }
}
