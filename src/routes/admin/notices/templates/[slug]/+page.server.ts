import { redirect } from '@sveltejs/kit';
import { locales } from '$lib/i18n/localized.ts';
import type { NoticeTemplateContent } from '$lib/notices/notice-template.ts';
import { textStandings, TEXT_PARTS } from '$lib/notices/text-gaps.ts';
import { templateOfValues, templateValues } from '$lib/notices/writing/template-values.ts';
import { getTemplate } from '$lib/server/notices/writing/list-templates.ts';
import { saveTemplate, setTemplateActive } from '$lib/server/notices/writing/save-template.ts';
import { failWith } from '$lib/server/web/fail.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import { DomainError, type FieldIssues } from '$lib/errors.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

const NEW = 'new';
const EMPTY: NoticeTemplateContent = {
	name: { et: '', ru: '' },
	kind: 'planned_work',
	impact: 'unavailable',
	slots: [],
	texts: {},
	checks: []
};

export const load = guarded(async (event: PageServerLoadEvent) => {
	const { slug } = event.params;
	const found =
		slug === NEW ? undefined : await getTemplate(event.locals.db, signedIn(event), slug);
	const content = found?.content ?? EMPTY;
	return {
		slug: found?.slug ?? null,
		active: found?.active ?? true,
		basedOn: found?.contentHash ?? '',
		values: templateValues(content),
		standings: textStandings(content.texts),
		saved: event.url.searchParams.has('saved')
	};
});

export const actions: Actions = {
	save: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const values = formValues(form);
		const isNew = event.params.slug === NEW;
		const slug = isNew ? String(values.slug ?? '').trim() : event.params.slug;
		const input = {
			slug,
			content: templateOfValues(values),
			basedOn: isNew ? null : String(values.basedOn ?? '')
		};
		try {
			await saveTemplate(db, signedIn(event), input, clock);
		} catch (problem) {
			if (!(problem instanceof DomainError)) throw problem;
			const { code, messageKey, details, issues } = problem;
			return failWith(new DomainError(code, messageKey, details, atFields(issues)), values);
		}
		redirect(303, `/admin/notices/templates/${slug}?saved`);
	}),
	active: action(async (event: RequestEvent, form) => {
		const { db, clock } = event.locals;
		const { slug } = event.params;
		const active = form.get('active') === 'yes';
		await setTemplateActive(db, signedIn(event), { slug, active }, clock);
		redirect(303, `/admin/notices/templates/${slug}`);
	})
};

/** Problems of the content at the fields of the form: `texts.et.title` is `et.title`, a label is its language's. */
function atFields(issues: FieldIssues): FieldIssues {
	const fields: FieldIssues = {};
	for (const [path, keys] of Object.entries(issues)) {
		const [, locale] = /^texts\.(et|ru|en)$/.exec(path) ?? [];
		const field = locale
			? `${locale}.${TEXT_PARTS[0]}`
			: path.replace(/^texts\./, '').replace(/^(slots\.\d+)\.label/, '$1');
		fields[locales.some((one) => field === one) ? `${field}.title` : field] = keys;
	}
	return fields;
}
