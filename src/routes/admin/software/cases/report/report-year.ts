/** The year that an address asks for, else this one. */
export function reportYear(params: URLSearchParams, today: string): number {
	const asked = Number(params.get('year'));
	return Number.isInteger(asked) && asked >= 2000 && asked <= 2100
		? asked
		: Number(today.slice(0, 4));
}
