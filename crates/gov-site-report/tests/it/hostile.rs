//! Names that would act where they are shown.

use crate::fixture::Names;

/// Names that would act on a page if they could.
pub fn hostile() -> Names {
    Names {
        failing: "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>&\u{2028}甲\u{202e}乙\0".into(),
        unit: "\"><svg onload=window.hacked=1>{{ 7*7 }}{% x %}<!--".into(),
        division: "丙".repeat(400_000),
        title: "<b>题</b> javascript:alert(1) http://题.example/".into(),
    }
}
