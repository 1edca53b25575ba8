/** Answers the files of the page: its document, script, style sheet and icon. */
export declare const bundlePage: () => Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>;
