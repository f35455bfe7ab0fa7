import { Readable } from 'node:stream';
import { formatDayNumeric } from '$lib/format/dates.ts';
import { isoDay } from '$lib/format/moments.ts';
import { localize } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { certificateNumber } from '$lib/training/certificate-number.ts';
import { moduleTitle } from '$lib/training/module-title.ts';
import { proofKindWord } from '$lib/training/proof-words.ts';
import { getPublicSettings } from '$lib/server/settings/settings.ts';
import { evidencePdf } from '$lib/server/training/evidence/evidence-pdf.ts';
import {
	MOST_ON_PAPER,
	takeEvidence,
	type EvidenceRow
} from '$lib/server/training/evidence/evidence-pack.ts';
import { evidenceSchema } from '$lib/server/web/evidence-question.ts';
import { exportResponse } from '$lib/server/web/export-response.ts';
import { fileResponse } from '$lib/server/web/file-response.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import type { RequestEvent } from './$types';

/** The proofs that the address asks for, as a paper, a table, or everything with answers. */
export const GET = guarded(async (event: RequestEvent) => {
	const { db, clock, locale } = event.locals;
	const asked = v.safeParse(evidenceSchema, Object.fromEntries(event.url.searchParams));
	if (!asked.success) error(400);
	const rows = await takeEvidence(db, signedIn(event), asked.output, clock);
	const at = clock.now();
	const name = `training-evidence-${isoDay(at)}`;
	const format = event.url.searchParams.get('format');
	if (format === 'json') {
		const pack = { takenAt: at, question: asked.output, completions: rows };
		return fileResponse(JSON.stringify(pack, null, '\t'), 'application/json', `${name}.json`);
	}
	if (format === 'pdf') {
		if (rows.length > MOST_ON_PAPER) error(413, m.evidence_paper_too_long());
		const { from, until } = asked.output;
		const days = from || until ? [from, until].map(dayWord).join('–') : '';
		const settings = await getPublicSettings(db);
		const pdf = await evidencePdf(rows, { question: days, at, settings }, locale);
		return fileResponse(pdf, 'application/pdf', `${name}.pdf`);
	}
	return exportResponse(each(rows), columns(locale), name, format);
});

const dayWord = (day: string | null) => (day ? formatDayNumeric(day) : '');

function each<T>(rows: readonly T[]): AsyncIterable<T> {
	return Readable.from(rows);
}

const columns = (locale: Parameters<typeof localize>[1]) => [
	{ heading: m.evidence_fact_number(), value: (row: EvidenceRow) => certificateNumber(row) },
	{ heading: m.evidence_col_person(), value: (row: EvidenceRow) => row.personName },
	{
		heading: m.evidence_col_unit(),
		value: (row: EvidenceRow) => row.unitName && localize(row.unitName, locale)
	},
	{
		heading: m.evidence_fact_module(),
		value: (row: EvidenceRow) => localize(moduleTitle(row.moduleTitles), locale)
	},
	{ heading: m.evidence_fact_version(), value: (row: EvidenceRow) => row.version },
	{ heading: m.evidence_fact_how(), value: (row: EvidenceRow) => proofKindWord(row.kind) },
	{ heading: m.evidence_fact_score(), value: (row: EvidenceRow) => row.score },
	{ heading: m.evidence_fact_done(), value: (row: EvidenceRow) => row.completedAt },
	{ heading: m.evidence_fact_valid(), value: (row: EvidenceRow) => row.validUntil },
	{ heading: m.evidence_col_revoked(), value: (row: EvidenceRow) => row.revokedAt },
	{ heading: m.evidence_col_hash(), value: (row: EvidenceRow) => row.hash }
];
