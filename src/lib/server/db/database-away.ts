/** Codes of connections that failed or were cut by a server going away (PostgreSQL class 57P, 08). */
const AWAY = /^(CONNECT|ECONN|EPIPE|ETIMEDOUT|CONNECTION_|57P0|08)/;

/** True when an error says that the database cannot be reached now, as against a query that is wrong. */
export function isDatabaseAway(problem: unknown): boolean {
	for (let error = problem; error instanceof Error; error = error.cause) {
		if ('code' in error && AWAY.test(String(error.code))) return true;
	}
	return false;
}
