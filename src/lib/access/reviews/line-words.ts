import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';

type Named = {
	systemName: LocalizedText | null;
	roleName: LocalizedText | null;
	productName: string | null;
};

/** "Document system: user", or the product of a seat. */
export const lineWords = ({ systemName, roleName, productName }: Named, locale: Locale): string =>
	systemName && roleName
		? `${localize(systemName, locale)}: ${localize(roleName, locale)}`
		: (productName ?? '');
