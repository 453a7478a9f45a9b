/*
 * For tests only: a tree as text. Scalars with a mark of their kind before them (- null, ? boolean, # number, ' text),
 * lists in [], maps in {} with KEY=.
 */
#ifndef SEAWORTHY_ANALYZER_FORMAT_TESTING_H
#define SEAWORTHY_ANALYZER_FORMAT_TESTING_H

#include "analyzer/format/tree.h"
#include "base/testing.h"

static inline struct slice test_tree_text(struct arena *arena, const struct tree *node)
{
    static const char marks[] = {[TREE_NULL] = '-', [TREE_BOOL] = '?', [TREE_NUMBER] = '#', [TREE_TEXT] = '\''};
    struct slice text;

    if (node->kind < TREE_LIST) {
        text = arena_format(arena, "%c%.*s", marks[node->kind], (int)node->text.len, (const char *)node->text.at);
    } else {
        text = arena_format(arena, "%.*s%c", (int)node->text.len, (const char *)node->text.at,
                            node->kind == TREE_LIST ? '[' : '{');
        TREE_EACH(child, node)
        text = arena_join(arena,
                          (struct slice[]){text, child->key, child->key.len ? S("=") : S(""),
                                           test_tree_text(arena, child), child->next ? S(" ") : S("")},
                          5);
        text = arena_join(arena, (struct slice[]){text, node->kind == TREE_LIST ? S("]") : S("}")}, 2);
    }
    return text;
}

#endif
