/** How far a notice has come with one reader, furthest first; each reader is at exactly one. */
export const READER_REACHES = [
	/** Opened it in the portal, or said that they have read it. */
	'read',
	/** A letter was delivered, or somebody told them. */
	'arrived',
	/** Nowhere to send a letter to. */
	'no_mailbox',
	/** Every letter so far came back or was given up. */
	'came_back',
	/** The letter waits: for the mail server, or the morning's summary. */
	'on_the_way',
	/** Wants no letters: it stands under their bell, and they have not opened it. */
	'portal_only'
] as const;
export type ReaderReach = (typeof READER_REACHES)[number];
