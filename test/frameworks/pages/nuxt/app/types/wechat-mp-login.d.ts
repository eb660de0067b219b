import 'wechat-mp-login/types/vue';
