/** An answer offered beside a form: how many minutes it takes to read. */
export type OfferedAnswer = { slug: string; title: string; minutes: number };
