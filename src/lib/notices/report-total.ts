type Counts = {
	notices: number;
	inTime: number;
	late: number;
	outages: number;
	measured: number;
	plannedMinutes: number;
	realMinutes: number;
	overran: number;
};

/** All lines of a report together, for the last one. Only of lines that do not count a notice twice. */
export function reportTotal(rows: readonly Counts[]): Counts {
	const sum = (of: keyof Counts) => rows.reduce((so, row) => so + row[of], 0);
	return {
		notices: sum('notices'),
		inTime: sum('inTime'),
		late: sum('late'),
		outages: sum('outages'),
		measured: sum('measured'),
		plannedMinutes: sum('plannedMinutes'),
		realMinutes: sum('realMinutes'),
		overran: sum('overran')
	};
}
