import type { LocalizedText } from '#lib/i18n/localized.ts';

const words = (text: string) => text.split(' ');

/** Names that people of the loaded organisation bear, by the language they speak. */
export const FIRST_NAMES = {
	et: words(
		'Anu Mari Katrin Liis Tiina Piret Kristi Triin Kadri Riina Helle Maie Eve Ülle Silvi Moonika Kairi Merle Heli Pille Jaan Toomas Rein Andres Priit Margus Tõnu Indrek Urmas Marek Raivo Siim Karl Madis Peeter Aivar Janek Taavi Kalev Meelis'
	),
	ru: words(
		'Olga Irina Natalja Svetlana Jelena Tatjana Ljudmila Galina Marina Anna Jekaterina Nadežda Julia Viktoria Sergei Aleksandr Vladimir Andrei Dmitri Igor Nikolai Oleg Viktor Juri Aleksei Maksim Roman Pavel'
	)
} as const;
export const LAST_NAMES = {
	et: words(
		'Tamm Saar Sepp Mägi Kask Kukk Rebane Ilves Pärn Koppel Luik Oja Raud Kuusk Lepik Karu Põder Kivi Vaher Lepp Mets Teder Kallas Allik Sild Roos Nurk Toom Laur Hunt Pihlak Kotkas Vares Aas Ots Rand Jõgi Paju Sarapuu Kruus Lill Nõmm Orav Puusepp Rätsep Soo Talts Uibo Valk Õunapuu'
	),
	ru: words(
		'Ivanov Smirnov Kuznetsov Popov Vassiljev Petrov Sokolov Mihhailov Novikov Fjodorov Morozov Volkov Aleksejev Lebedev Semjonov Jegorov Pavlov Kozlov Stepanov Nikolajev Orlov Andrejev Makarov Zahharov Solovjov Borissov Jakovlev Grigorjev Romanov Vorobjov'
	)
} as const;

export const POSITIONS = words(
	'peaspetsialist spetsialist nõunik assistent insener jurist raamatupidaja planeerija hooldaja koordinaator'
);
export const KINDERGARTEN_POSITIONS = words(
	'õpetaja õpetaja õpetaja õpetajaabi logopeed liikumisõpetaja muusikaõpetaja majandusjuhataja'
);

/** What departments and their offices are called; they come round again with a number. */
export const DEPARTMENTS: readonly LocalizedText[] = [
	{ et: 'Haridusosakond', ru: 'Отдел образования', en: 'Education' },
	{ et: 'Sotsiaalosakond', ru: 'Социальный отдел', en: 'Social services' },
	{ et: 'Ehitusosakond', ru: 'Строительный отдел', en: 'Building' },
	{ et: 'Rahandusosakond', ru: 'Финансовый отдел', en: 'Finance' },
	{ et: 'Kultuuriosakond', ru: 'Отдел культуры', en: 'Culture' },
	{ et: 'Linnamajandus', ru: 'Городское хозяйство', en: 'City services' },
	{ et: 'Keskkonnaosakond', ru: 'Отдел окружающей среды', en: 'Environment' }
];
export const OFFICES: readonly LocalizedText[] = [
	{ et: 'Teenuste büroo', ru: 'Бюро услуг', en: 'Services office' },
	{ et: 'Arenduse büroo', ru: 'Бюро развития', en: 'Development office' },
	{ et: 'Järelevalve büroo', ru: 'Бюро надзора', en: 'Inspection office' },
	{ et: 'Dokumendibüroo', ru: 'Бюро документов', en: 'Documents office' }
];
export const KINDERGARTENS: readonly string[] = words(
	'Päikesekiir Sipsik Mesimumm Naerulind Lepatriinu Krõll Tähetorn Kullerkupp Pääsuke Vikerkaar Sinilill Rukkilill'
);
export const STREETS: readonly string[] = words(
	'Pargi Kooli Metsa Ranna Aia Kase Tamme Lille Jõe Mäe Põllu Turu'
);
export const DISTRICTS: readonly string[] = words('Kesklinn Järveotsa Rannaküla Nõmmiku Tehase');

/** Models of what is handed out, by category. */
export const MODELS = {
	laptop: ['ThinkPad L14 Gen 4', 'Latitude 5450', 'EliteBook 640 G11'],
	desktop: ['OptiPlex 7010', 'ThinkCentre M70q'],
	monitor: ['Dell P2425H', 'Philips 273B1'],
	phone: ['Galaxy A35', 'Nokia XR21'],
	tablet: ['Galaxy Tab A9', 'iPad 10'],
	printer: ['HP LaserJet M404', 'Brother HL-L6300'],
	headset: ['Jabra Evolve2 40', 'Poly Blackwire 3320']
} as const;
