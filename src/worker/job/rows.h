/* The jobs: JOB_ROW(name) stands for job/NAME.c, which ends with `const struct job job_NAME`. meson reads these lines.
 */
JOB_ROW(layer)
JOB_ROW(index)
JOB_ROW(unpack)
JOB_ROW(paths)
JOB_ROW(files)
JOB_ROW(document)
JOB_ROW(feed)
