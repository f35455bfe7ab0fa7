import { noTexts, type Texts } from './editor-tree.ts';

/** An answer as texts in the editor's controls. */
export type AnswerTree = { title: Texts; body: Texts; keywords: Texts; services: string[] };

type Values = Readonly<Record<string, string | string[]>>;

const text = (values: Values, name: string) => {
	const value = values[name];
	return typeof value === 'string' ? value : '';
};
const texts = (values: Values, name: string): Texts => ({
	et: text(values, `${name}.et`),
	ru: text(values, `${name}.ru`),
	en: text(values, `${name}.en`)
});

export const startAnswer = (): AnswerTree => ({
	title: noTexts(),
	body: noTexts(),
	keywords: noTexts(),
	services: []
});

/** The controls of the answer's form as they were sent. */
export function answerOfForm(values: Values): AnswerTree {
	const services = values.services;
	return {
		title: texts(values, 'title'),
		body: texts(values, 'body'),
		keywords: texts(values, 'keywords'),
		services: services === undefined ? [] : [services].flat()
	};
}

const words = (line: string) =>
	line
		.split(/[,;\n]/)
		.map((word) => word.trim())
		.filter(Boolean);

const written = ({ et, ru, en }: Texts) => ({
	et: et.replaceAll('\r\n', '\n').trim(),
	ru: ru.replaceAll('\r\n', '\n').trim(),
	...(en.trim() && { en: en.replaceAll('\r\n', '\n').trim() })
});

/** The answer the controls describe, not checked yet. */
export function contentOfAnswer(tree: AnswerTree): unknown {
	const { et, ru, en } = tree.keywords;
	return {
		title: written(tree.title),
		body: written(tree.body),
		keywords: { et: words(et), ru: words(ru), en: words(en) },
		services: tree.services
	};
}
