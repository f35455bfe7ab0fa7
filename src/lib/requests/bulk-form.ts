/** The id of the form that decides about all ticked requests; ticks stand outside it and name it. */
export const BULK_FORM = 'bulk-decision';
