import { http } from './http';
import type { BrowserPhoneAccount } from './types';

/** A telephone account for this page; an earlier one of the same agent no longer counts. */
export const openBrowserPhone = () => http.post<BrowserPhoneAccount>('/api/session/phone');
