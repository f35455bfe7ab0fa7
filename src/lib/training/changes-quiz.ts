/** The quiz of "what changed": its questions come from all quizzes of a module, those that are new or changed. */
export const CHANGES_QUIZ = '~changes';
