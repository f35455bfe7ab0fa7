import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/localized.ts';
import type { TextProblem } from '#lib/training/module-text.ts';

const sentences = {
	alert_unknown: (p, locale) => m.text_problem_alert_unknown({ name: p.name ?? '' }, { locale }),
	anchor_broken: (p, locale) =>
		m.text_problem_anchor_broken({ anchor: p.anchor ?? '' }, { locale }),
	block_nested: (p, locale) => m.text_problem_block_nested({ name: p.name ?? '' }, { locale }),
	container_open: (p, locale) => m.text_problem_container_open({ name: p.name ?? '' }, { locale }),
	container_unknown: (p, locale) =>
		m.text_problem_container_unknown({ name: p.name ?? '' }, { locale }),
	folder_name: (_p, locale) => m.text_problem_folder_name({}, { locale }),
	front_matter_missing: (_p, locale) => m.text_problem_front_matter_missing({}, { locale }),
	front_matter_syntax: (p, locale) =>
		m.text_problem_front_matter_syntax({ message: p.message ?? '' }, { locale }),
	front_matter_tab: (_p, locale) => m.text_problem_front_matter_tab({}, { locale }),
	heading_skipped: (p, locale) =>
		m.text_problem_heading_skipped({ heading: p.heading ?? '' }, { locale }),
	html_hostile: (p, locale) => m.text_problem_html_hostile({ tag: p.tag ?? '' }, { locale }),
	html_left_out: (p, locale) => m.text_problem_html_left_out({ tag: p.tag ?? '' }, { locale }),
	id_differs: (p, locale) =>
		m.text_problem_id_differs({ id: p.id ?? '', source: p.source ?? '' }, { locale }),
	id_twice: (p, locale) => m.text_problem_id_twice({ id: p.id ?? '' }, { locale }),
	image_missing: (p, locale) => m.text_problem_image_missing({ name: p.name ?? '' }, { locale }),
	image_outside: (p, locale) =>
		m.text_problem_image_outside({ address: p.address ?? '' }, { locale }),
	image_without_alt: (p, locale) =>
		m.text_problem_image_without_alt({ name: p.name ?? '' }, { locale }),
	import_comment_read: (p, locale) =>
		m.text_problem_import_comment_read({ hash: p.hash ?? '' }, { locale }),
	import_file_left_out: (_p, locale) => m.text_problem_import_file_left_out({}, { locale }),
	import_image_missing: (p, locale) =>
		m.text_problem_import_image_missing({ name: p.name ?? '' }, { locale }),
	import_left_out: (p, locale) =>
		m.text_problem_import_left_out({ what: p.what ?? '' }, { locale }),
	import_link_missing: (p, locale) =>
		m.text_problem_import_link_missing({ address: p.address ?? '' }, { locale }),
	import_no_opening: (_p, locale) => m.text_problem_import_no_opening({}, { locale }),
	import_pages_differ: (p, locale) =>
		m.text_problem_import_pages_differ(
			{ count: p.count ?? '', source: p.source ?? '' },
			{ locale }
		),
	import_title_from_name: (p, locale) =>
		m.text_problem_import_title_from_name({ title: p.title ?? '' }, { locale }),
	import_unreadable: (p, locale) =>
		m.text_problem_import_unreadable({ message: p.message ?? '' }, { locale }),
	include_cycle: (p, locale) => m.text_problem_include_cycle({ path: p.path ?? '' }, { locale }),
	include_missing: (p, locale) =>
		m.text_problem_include_missing({ path: p.path ?? '' }, { locale }),
	include_outside: (p, locale) =>
		m.text_problem_include_outside({ path: p.path ?? '' }, { locale }),
	key_missing: (p, locale) => m.text_problem_key_missing({ key: p.key ?? '' }, { locale }),
	key_unknown: (p, locale) => m.text_problem_key_unknown({ key: p.key ?? '' }, { locale }),
	key_wrong: (p, locale) =>
		m.text_problem_key_wrong(
			{ key: p.key ?? '', value: p.value ?? '', expected: p.expected ?? '' },
			{ locale }
		),
	line_too_long: (p, locale) => m.text_problem_line_too_long({ most: p.most ?? '' }, { locale }),
	link_broken: (p, locale) => m.text_problem_link_broken({ address: p.address ?? '' }, { locale }),
	link_unsafe: (p, locale) => m.text_problem_link_unsafe({ address: p.address ?? '' }, { locale }),
	media_too_large: (p, locale) =>
		m.text_problem_media_too_large({ size: p.size ?? '', most: p.most ?? '' }, { locale }),
	media_type: (p, locale) => m.text_problem_media_type({ name: p.name ?? '' }, { locale }),
	module_id_twice: (p, locale) =>
		m.text_problem_module_id_twice({ other: p.other ?? '', id: p.id ?? '' }, { locale }),
	page_extra: (p, locale) => m.text_problem_page_extra({ page: p.page ?? '' }, { locale }),
	page_missing: (p, locale) => m.text_problem_page_missing({ page: p.page ?? '' }, { locale }),
	page_too_long: (p, locale) =>
		m.text_problem_page_too_long({ size: p.size ?? '', most: p.most ?? '' }, { locale }),
	passed_without_quiz: (_p, locale) => m.text_problem_passed_without_quiz({}, { locale }),
	practice_differs: (p, locale) =>
		m.text_problem_practice_differs({ page: p.page ?? '' }, { locale }),
	practice_event: (p, locale) =>
		m.text_problem_practice_event({ event: p.event ?? '' }, { locale }),
	prerequisite_unknown: (p, locale) =>
		m.text_problem_prerequisite_unknown({ id: p.id ?? '' }, { locale }),
	question_empty: (p, locale) => m.text_problem_question_empty({ id: p.id ?? '' }, { locale }),
	question_extra: (p, locale) =>
		m.text_problem_question_extra({ question: p.question ?? '' }, { locale }),
	question_gap_empty: (p, locale) =>
		m.text_problem_question_gap_empty({ id: p.id ?? '' }, { locale }),
	question_gaps: (p, locale) =>
		m.text_problem_question_gaps({ question: p.question ?? '' }, { locale }),
	question_kind: (p, locale) =>
		m.text_problem_question_kind({ question: p.question ?? '' }, { locale }),
	question_missing: (p, locale) =>
		m.text_problem_question_missing({ question: p.question ?? '' }, { locale }),
	question_mixed: (p, locale) => m.text_problem_question_mixed({ id: p.id ?? '' }, { locale }),
	question_one_option: (p, locale) =>
		m.text_problem_question_one_option({ id: p.id ?? '' }, { locale }),
	question_option_twice: (p, locale) =>
		m.text_problem_question_option_twice({ id: p.id ?? '' }, { locale }),
	question_options: (p, locale) =>
		m.text_problem_question_options({ question: p.question ?? '' }, { locale }),
	question_right: (p, locale) =>
		m.text_problem_question_right({ question: p.question ?? '' }, { locale }),
	question_without_id: (p, locale) =>
		m.text_problem_question_without_id({ id: p.id ?? '' }, { locale }),
	question_without_options: (p, locale) =>
		m.text_problem_question_without_options({ id: p.id ?? '' }, { locale }),
	question_without_right: (p, locale) =>
		m.text_problem_question_without_right({ id: p.id ?? '' }, { locale }),
	quiz_empty: (p, locale) => m.text_problem_quiz_empty({ id: p.id ?? '' }, { locale }),
	quiz_extra: (p, locale) => m.text_problem_quiz_extra({ quiz: p.quiz ?? '' }, { locale }),
	quiz_missing: (p, locale) => m.text_problem_quiz_missing({ quiz: p.quiz ?? '' }, { locale }),
	quiz_options: (p, locale) =>
		m.text_problem_quiz_options({ question: p.question ?? '' }, { locale }),
	quiz_pick: (p, locale) =>
		m.text_problem_quiz_pick({ pick: p.pick ?? '', count: p.count ?? '' }, { locale }),
	slug_taken: (p, locale) =>
		m.text_problem_slug_taken({ slug: p.slug ?? '', key: p.key ?? '' }, { locale }),
	source_elsewhere: (p, locale) =>
		m.text_problem_source_elsewhere({ source: p.source ?? '' }, { locale }),
	source_missing: (_p, locale) => m.text_problem_source_missing({}, { locale }),
	source_twice: (_p, locale) => m.text_problem_source_twice({}, { locale }),
	svg_hostile: (p, locale) => m.text_problem_svg_hostile({ what: p.what ?? '' }, { locale }),
	tabs_open: (_p, locale) => m.text_problem_tabs_open({}, { locale }),
	text_too_dense: (p, locale) => m.text_problem_text_too_dense({ most: p.most ?? '' }, { locale }),
	text_too_long: (p, locale) =>
		m.text_problem_text_too_long({ size: p.size ?? '', most: p.most ?? '' }, { locale }),
	text_unreadable: (_p, locale) => m.text_problem_text_unreadable({}, { locale }),
	translation_missing: (p, locale) =>
		m.text_problem_translation_missing({ language: p.language ?? '' }, { locale }),
	translation_stale: (p, locale) =>
		m.text_problem_translation_stale({ hash: p.hash ?? '' }, { locale }),
	translation_unmarked: (p, locale) =>
		m.text_problem_translation_unmarked({ hash: p.hash ?? '' }, { locale }),
	version_used: (p, locale) => m.text_problem_version_used({ version: p.version ?? '' }, { locale })
} satisfies Record<string, (p: Record<string, string>, locale: Locale) => string>;

/** Everything that can be wrong with a module's text. */
export type ProblemCode = keyof typeof sentences;

const isCode = (code: string): code is ProblemCode => Object.hasOwn(sentences, code);

/** What is wrong, in one sentence. A problem kept by an older portal that nobody knows any more shows its code. */
export function problemSentence(problem: TextProblem, locale: Locale): string {
	const { code, params } = problem;
	return isCode(code) ? sentences[code](params, locale) : code;
}

/** The problem as one line for a terminal: `training/phishing/et.md:12: There is no place #x in this module.` */
export function describeTextProblem(problem: TextProblem, folder = 'training'): string {
	const { file, line, level } = problem;
	const kind = level === 'warning' ? 'warning: ' : '';
	return `${folder}/${file}:${line}: ${kind}${problemSentence(problem, 'en')}`;
}
