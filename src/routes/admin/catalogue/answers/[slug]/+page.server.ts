import { redirect } from '@sveltejs/kit';
import {
	answerOfForm,
	contentOfAnswer,
	startAnswer,
	type AnswerTree
} from '$lib/catalogue/editor/sent-answer.ts';
import { textsOf } from '$lib/catalogue/editor/editor-tree.ts';
import { localize } from '$lib/i18n/localized.ts';
import { getAnswerForEditing } from '$lib/server/catalogue/list-all-answers.ts';
import { listAllServices } from '$lib/server/catalogue/list-all-services.ts';
import { publishAnswer } from '$lib/server/catalogue/publish-answer.ts';
import { setAnswerActive } from '$lib/server/catalogue/set-answer-active.ts';
import { renderMarkdown } from '$lib/server/content/render-markdown.ts';
import { formValues } from '$lib/server/web/parse-form.ts';
import { action, guarded, signedIn } from '$lib/server/web/route.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = guarded(async (event) => {
	const { db, locale } = event.locals;
	const actor = signedIn(event);
	const services = (await listAllServices(db, actor)).map(({ slug, title }) => ({
		value: slug,
		label: localize(title, locale)
	}));
	const { slug } = event.params;
	const saved = event.url.searchParams.has('saved');
	if (slug === 'new') {
		return { slug, services, saved, active: true, basedOn: null, tree: startAnswer() };
	}
	const answer = await getAnswerForEditing(db, actor, slug);
	const { keywords, title, body } = answer.content;
	const tree: AnswerTree = {
		title: textsOf(title),
		body: textsOf(body),
		keywords: {
			et: keywords.et.join(', '),
			ru: keywords.ru.join(', '),
			en: keywords.en.join(', ')
		},
		services: answer.content.services
	};
	return { slug, services, saved, active: answer.active, basedOn: answer.contentHash, tree };
});

export const actions: Actions = {
	save: action(async (event, form) => {
		const { db, clock } = event.locals;
		const values = formValues(form);
		const typed = typeof values.slug === 'string' ? values.slug.trim() : '';
		const slug = event.params.slug === 'new' ? typed : event.params.slug;
		const basedOn = typeof values._basedOn === 'string' && values._basedOn ? values._basedOn : null;
		const content = contentOfAnswer(answerOfForm(values));
		await publishAnswer(db, signedIn(event), { slug, content, basedOn }, clock);
		redirect(303, `/admin/catalogue/answers/${slug}?saved`);
	}),
	/** What the text looks like, before it is saved. */
	preview: action(async (_, form) => {
		const values = formValues(form);
		const tree = answerOfForm(values);
		return {
			values,
			preview: {
				et: renderMarkdown(tree.body.et),
				ru: renderMarkdown(tree.body.ru),
				en: renderMarkdown(tree.body.en)
			}
		};
	}),
	active: action(async (event, form) => {
		const { db, clock } = event.locals;
		const { slug } = event.params;
		const active = form.get('active') === 'yes';
		await setAnswerActive(db, signedIn(event), { slug, active }, clock);
		redirect(303, `/admin/catalogue/answers/${slug}`);
	})
};
