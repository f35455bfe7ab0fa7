/** How many people stand where with a module, a unit's modules or a product's. */
export type Figures = {
	/** Have it to do, or did it and it counts. */
	assigned: number;
	started: number;
	/** Did it, and it counts today. */
	passed: number;
	overdue: number;
	/** Between the first page and the last, of those of whom it is known. */
	medianMinutes: number | null;
};
