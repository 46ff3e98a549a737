using Mnist.Engine.Simd.Estimates;

namespace Mnist.Host.Searching;

/// <summary>The parts of a search on all cores.</summary>
/// <remarks>
/// Parts are done in rounds of a fixed number, each with the front of the rounds before it: what is found and counted depends neither on
/// the number of threads nor on their speed.
/// </remarks>
internal static class ParallelSearch
{
    private const int PartsOfARound = 64;
    private const double UsualStepsPerSecond = 15e6;

    /// <summary>Searches a space to its end, or until it is stopped.</summary>
    /// <param name="search">The space.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="found">Told after every round what is known.</param>
    /// <param name="cancellation">Stops the search; what was found until then is kept.</param>
    public static SearchState Run(SpaceSearch search, int threads, Action<SearchState> found, CancellationToken cancellation)
    {
        var (state, parts) = search.Begin();
        foreach (var round in parts.Chunk(PartsOfARound))
        {
            var results = new SearchState[round.Length];
            Parallel.For(0, round.Length, new() { MaxDegreeOfParallelism = threads }, i =>
                results[i] = search.Explore(round[i], state, () => cancellation.IsCancellationRequested));
            state = results.Aggregate(state, (all, part) => all.With(part));
            found(state);
            if (cancellation.IsCancellationRequested)
                break;
        }

        return state;
    }

    /// <summary>About how long a search takes.</summary>
    /// <param name="search">The space.</param>
    /// <param name="threads">At least 1.</param>
    public static TimeSpan Estimate(SpaceSearch search, int threads) =>
        TimeSpan.FromSeconds(Math.Min(search.EstimateSteps(seed: 1) / (UsualStepsPerSecond * threads), TimeSpan.MaxValue.TotalSeconds / 2));

    /// <summary>What a layer adds to an epoch of MNIST, in thousandths of a microsecond.</summary>
    /// <param name="space">Whose training counts.</param>
    /// <param name="machine">The processor; null where it is not known.</param>
    public static Func<LayerSummary, bool, long>? CostOn(Space space, Machine? machine) => machine is null ? null : (layer, isFirst) =>
        (long)(1e9 * TimeModel.SecondsOf(
            layer, isFirst, space.Training, (DataSpec.Mnist.TrainingImages, DataSpec.MnistTestImages), machine));
}
