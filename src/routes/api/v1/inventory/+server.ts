import {
	receiveReport,
	type ReportAnswer
} from '$lib/server/equipment/inventory/receive-report.ts';
import { takeSoftware } from '$lib/server/software/installations/take-software.ts';
import type { RequestHandler } from './$types';

/** Hours until an agent reports again. */
const EVERY = 24;

/** Where inventory agents report; the token of a site says who may. Described in `/api/v1/openapi.json`. */
export const POST: RequestHandler = async (event) => {
	const { db, clock } = event.locals;
	const { request } = event;
	return answerOf(await receiveReport(db, request, event.getClientAddress(), clock, takeSoftware));
};

function answerOf(answer: ReportAnswer): Response {
	switch (answer.status) {
		case 200:
			return answer.speaks === 'xml'
				? xml(answer.asks)
				: Response.json({ status: 'ok', expiration: EVERY });
		case 401:
			// Agents send their token only after they were asked for it.
			return problem(401, 'Not signed in.', { 'www-authenticate': 'Basic realm="inventory"' });
		case 429:
			return problem(429, 'Too many reports.', { 'retry-after': String(answer.waitSeconds) });
		default:
			return problem(answer.status, answer.message);
	}
}

function xml(asks: boolean): Response {
	const inside = asks ? `<RESPONSE>SEND</RESPONSE><PROLOG_FREQ>${EVERY}</PROLOG_FREQ>` : '';
	return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>${inside}</REPLY>\n`, {
		headers: { 'content-type': 'application/xml' }
	});
}

function problem(status: number, message: string, headers: Record<string, string> = {}): Response {
	return Response.json({ status: 'error', message, expiration: EVERY }, { status, headers });
}
