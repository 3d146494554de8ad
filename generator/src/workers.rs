//! The same work for many things, on as many threads as the machine has processors.

use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// As much as the first thread of a program usually has.
const STACK: usize = 8 << 20;

/// Does `work` with each of `items`; what comes of it is in their order, whoever did it.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let take = || {
        let mut mine = Vec::new();
        while let Some((index, item)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            items.get(index).map(|item| (index, item))
        } {
            mine.push((index, work(item)));
        }
        // A thread that has panicked takes the program with it when the scope ends.
        if let Ok(mut done) = done.lock() {
            done.append(&mut mine);
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 1..threads.min(items.len()) {
            // Without another thread this one has more to do.
            let builder = thread::Builder::new().stack_size(STACK);
            let _ = builder.spawn_scoped(scope, take);
        }
        take();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Does one thing on a thread of its own, and another meanwhile.
pub fn both<A: Send, B>(apart: impl Fn() -> A + Sync, here: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let running = builder.spawn_scoped(scope, &apart);
        let here = here();
        let apart = match running {
            // What has panicked there goes on panicking here.
            Ok(running) => running.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => apart(),
        };
        (apart, here)
    })
}

#[cfg(test)]
mod tests {
    use super::{both, map};

    #[test]
    fn two_things_are_done() {
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }

    #[test]
    fn results_are_in_order() {
        let numbers: Vec<usize> = (0..1000).collect();
        let doubled: Vec<usize> = numbers.iter().map(|number| number * 2).collect();
        assert_eq!(map(&numbers, |number| number * 2), doubled);
        assert!(map(&[], |number: &usize| *number).is_empty());
    }
}
