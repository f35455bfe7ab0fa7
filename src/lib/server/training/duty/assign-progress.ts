/** Under which name the progress of assigning a module (or `all`) is kept. */
export const assignProgressKey = (what: string) => `training.assign:${what}`;
