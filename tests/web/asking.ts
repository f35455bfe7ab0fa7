import { FORM_CONTROLS } from '#lib/requests/form-controls.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import { optionCalled, valueOf } from './page-text.ts';

/** A filled form for access to the records system, ready to be sent. */
export async function filledAccessForm(visitor: Pick<Visitor, 'get'>): Promise<FormData> {
	const page = await (await visitor.get('/services/system-access')).text();
	const form = new FormData();
	form.set(FORM_CONTROLS.key, valueOf(page, FORM_CONTROLS.key) ?? '');
	form.set(FORM_CONTROLS.for, valueOf(page, FORM_CONTROLS.for) ?? '');
	form.set('right', optionCalled(page, 'right', 'Dokumendihaldus: Registripidaja'));
	form.set('why', 'Registreerin osakonna kirju');
	form.set('from', dayFromNow(7));
	form.set('until', '');
	form.set('logged', 'yes');
	return form;
}

/** A day as people type it, `24.11.2026`, so many days from today in Estonia. */
export function dayFromNow(days: number): string {
	const day = Temporal.Now.plainDateISO('Europe/Tallinn').add({ days });
	return `${day.day}.${day.month}.${day.year}`;
}

/** The number in the address that a sent form leads to. */
export function numberSent(answer: Response): number {
	const place = answer.headers.get('location') ?? '';
	const number = /^\/requests\/(\d+)\?sent=1$/.exec(place)?.[1];
	if (answer.status !== 303 || number === undefined)
		throw new Error(`The form was not taken: ${answer.status} ${place}`);
	return Number(number);
}
