/** Under which name the progress of assigning a module is kept. */
export const assignProgressKey = (moduleId: string) => `training.assign:${moduleId}`;
