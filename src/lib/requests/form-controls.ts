/**
 * Names of the controls that a form page adds to the questions of a service. Questions never begin with an
 * underscore, so the two cannot meet.
 */
export const FORM_CONTROLS = {
	/** Ids of the people the request is for. */
	for: '_for',
	/** A colleague being added, found by name. */
	who: '_who',
	/** The choice of people is open. */
	choosing: '_choosing',
	/** Makes the same form sent twice one request. */
	key: '_key'
} as const;
