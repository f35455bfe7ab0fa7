import type { Locale } from '#lib/i18n/localized.ts';
import type { ModuleMedia } from '#lib/training/module-text.ts';

/** What a module is made of before it is read: its folder, whole files as text, and what lies beside them. */
export type ModuleFiles = {
	/** The folder's name, which is also the address `/training/<slug>`. */
	slug: string;
	/** `et.md`, `ru.md`, `en.md`, front matter and all. */
	texts: Partial<Record<Locale, string>>;
	/** Pictures and files, named by their path inside the folder. */
	media: readonly { name: string; bytes: Uint8Array }[];
	/** Those that were checked and stored before: their bytes are not read again. */
	kept?: readonly ModuleMedia[];
	/** The text of a file to include, named from the folder that holds all modules; null when there is none. */
	include(path: string): string | null;
	/** Slugs of all modules, to check links between them; unchecked when left out. */
	modules?: ReadonlySet<string>;
	/** Address of a picture, where it is not yet published (the editor's preview). */
	mediaAddress?(name: string, hash: string): string;
};
