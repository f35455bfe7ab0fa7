/** Makes every name the product that the rules say, then looks for cases; with progress under its own name. */
export const MATCH_JOB = 'software.match';

/** Opens, closes and reminds of cases. */
export const FIND_CASES_JOB = 'software.find_cases';
