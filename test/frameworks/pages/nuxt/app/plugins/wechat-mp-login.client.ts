// Runs before the page is hydrated, so that Vue finds the properties of the tags.
import 'wechat-mp-login';

export default defineNuxtPlugin(() => {});
