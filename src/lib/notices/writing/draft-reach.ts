/** Whom a notice would reach as it stands on the form, and what speaks against its time: ready to show. */
export type DraftReach = {
	count: number;
	/** By thing and way, largest first. */
	groups: { name: string; how: string; count: number }[];
	/** People counted in several groups. */
	overlap: number;
	withoutMailbox: number;
	/** Told too late, within a freeze, at the time of another notice. */
	warnings: string[];
	/** How long such work took before; empty without history. */
	duration: string;
};
