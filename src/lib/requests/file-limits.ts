/** Most files with one form or comment. */
export const MOST_FILES = 10;
