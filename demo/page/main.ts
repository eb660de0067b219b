/** The sign-in page needs nothing but the tag. */
import './page.css';
import 'wechat-mp-login';
