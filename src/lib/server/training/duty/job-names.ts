/** Works out rules: of the module in its data, of people in the recheck table, or all. */
export const ASSIGN_JOB = 'training.assign';
/** Looks again at people whose registers changed. The registers' triggers call it by this name. */
export const RECHECK_JOB = 'training.recheck';
/** Tells people what was assigned to them. */
export const TELL_JOB = 'training.tell';
/** Reminds people and line managers of what is due. */
export const REMIND_JOB = 'training.remind';
