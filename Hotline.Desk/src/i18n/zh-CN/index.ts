import antd from 'antd/es/locale/zh_CN';
import { app } from './app';
import { cases } from './cases';
import { intake } from './intake';
import { labels } from './labels';
import { oversight } from './oversight';

export const messages = { app, intake, cases, oversight, label: labels };
export { antd };
