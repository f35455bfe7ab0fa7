/** What the shells know of the person who looks: enough to draw menus, nothing that decides rights. */
export type Viewer = {
	name: string;
	/** Two letters for a narrow header. */
	initials: string;
	/** May open the IT desk. */
	isDesk: boolean;
	singleKeys: boolean;
};

/** Whom to call: the footer of every page and every error. */
export type Help = {
	organisation: string;
	phone: string;
	hours: string;
	email: string;
};

/** First letters of the first and the last name: "Liis Kask" is LK. */
export function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/);
	const last = words.length > 1 ? words.at(-1) : '';
	return ((words[0]?.[0] ?? '') + (last?.[0] ?? '')).toUpperCase();
}
