/** The budget year that an address asks for; the next one when it names none or an absurd one. */
export function budgetYear(named: string | null, thisYear: number): number {
	const year = Number(named);
	const isReal = /^\d{4}$/.test(named ?? '') && year >= thisYear - 10 && year <= thisYear + 20;
	return isReal ? year : thisYear + 1;
}
