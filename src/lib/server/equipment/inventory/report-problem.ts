/** Why a report of an agent is not taken; the endpoint answers it with its status. */
export class ReportProblem extends Error {
	readonly status: 400 | 413 | 415;

	constructor(status: 400 | 413 | 415, message: string) {
		super(message);
		this.name = 'ReportProblem';
		this.status = status;
	}
}
