//! The median of a sample, and how well it is known.

/// How often the sample is drawn anew for the interval.
const RESAMPLES: usize = 1000;

/// The median.
pub fn median(sample: &[f64]) -> f64 {
    let mut sample = sample.to_vec();
    quantile(&mut sample, 0.5)
}

/// The 95 % bootstrap interval of the median, the same in every run for the same sample.
pub fn interval(sample: &[f64]) -> (f64, f64) {
    let mut random = fastrand::Rng::with_seed(0);
    let mut medians: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let mut drawn: Vec<f64> = (0..sample.len())
                .map(|_| sample[random.usize(..sample.len())])
                .collect();
            quantile(&mut drawn, 0.5)
        })
        .collect();
    (quantile(&mut medians, 0.025), quantile(&mut medians, 0.975))
}

fn quantile(sample: &mut [f64], share: f64) -> f64 {
    let index = ((sample.len() - 1) as f64 * share).round() as usize;
    *sample.select_nth_unstable_by(index, f64::total_cmp).1
}
