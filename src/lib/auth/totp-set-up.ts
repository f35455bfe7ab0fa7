/** What a page needs to let somebody add a code app: the secret, its address for the app, and the QR code. */
export type TotpSetUp = { secret: string; uri: string; qr: { size: number; path: string } };
