import { KINDERGARTEN_HOURS, OFFICE_HOURS } from './hours.ts';

/** Kinds of working hours that a place may keep; the setting `workingHours` may change their times. */
export const PLACE_HOURS = ['office', 'kindergarten'] as const;
export type PlaceHours = (typeof PLACE_HOURS)[number];

/** The times until an administrator sets others. */
export const DEFAULT_WORKING_HOURS: Record<PlaceHours, string> = {
	office: OFFICE_HOURS,
	kindergarten: KINDERGARTEN_HOURS
};
