import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { ImportField } from '#lib/server/imports/import-spec.ts';

type Message = (inputs: object, options: { locale: 'et' | 'ru' | 'en' }) => string;

/** A field by its label in all languages; `aliases` are other headings, parted by `|`. */
export function importField(
	key: string,
	label: Message,
	aliases = '',
	required = false
): ImportField {
	const inAll: LocalizedText = {
		et: label({}, { locale: 'et' }),
		ru: label({}, { locale: 'ru' }),
		en: label({}, { locale: 'en' })
	};
	return { key, label: inAll, aliases: aliases ? aliases.split('|') : [], required };
}
