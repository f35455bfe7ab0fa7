/** Largest file somebody may attach: 20 MB. */
export const LARGEST_FILE = 20 * 1024 * 1024;

/** Most files with one form or comment. */
export const MOST_FILES = 10;
