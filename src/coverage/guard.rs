//! *Guarded* calls: of libraries that panic on some damaged files. A panic within is a failure like any other, told once and in
//! the reader's language, so its own message is not printed.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

thread_local! {
    /// How many guarded calls this thread is within.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// The result of a call, or what it panicked with. The call must leave nothing half done that is used afterwards, and work on
/// this thread alone.
///
/// # Errors
/// The call panicked.
pub fn guarded<T>(call: impl FnOnce() -> T) -> std::thread::Result<T> {
    DEPTH.set(DEPTH.get() + 1);
    let result = catch_unwind(AssertUnwindSafe(call));
    DEPTH.set(DEPTH.get() - 1);
    result
}

/// From now on panics within guarded calls print nothing; all others do as before.
pub fn keep_guarded_panics_quiet() {
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        if DEPTH.get() == 0 {
            before(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_within_a_guarded_call_is_an_error_and_the_guard_is_gone_after_it() {
        assert_eq!(guarded(|| 4).ok(), Some(4));
        let inner = guarded(|| guarded(|| -> u8 { std::panic::resume_unwind(Box::new("inner")) }).is_err());
        assert_eq!(inner.ok(), Some(true));
        assert!(guarded(|| -> u8 { std::panic::resume_unwind(Box::new("outer")) }).is_err());
        assert_eq!(DEPTH.get(), 0);
    }
}
