namespace Mnist.Domain.Results;

/// <summary>
/// Successive halving: plans run in rounds, and after each the better half of them goes on with more seeds, so that most runs are spent on
/// plans that may be the best (Karnin, Koren and Somekh 2013; Jamieson and Talwalkar 2016).
/// </summary>
/// <remarks>
/// A plan is judged by all seeds that it has run with, 2, 4, 8 and so on up to all, so that each round costs about as much as the one
/// before it. The first cut comes after two seeds and not after one: seeds of one plan often differ by as much as good plans do, and what
/// is dropped never comes back. After the last round nothing is dropped, since nothing is left to run for.
/// </remarks>
public static class Halving
{
    /// <summary>Seeds of the first round; of more than one plan the worse half is dropped where more seeds than these are named.</summary>
    public const int FirstSeeds = 2;

    /// <summary>The rounds in order.</summary>
    /// <param name="plans">At least 1.</param>
    /// <param name="seeds">At least 1.</param>
    public static ValueList<HalvingRound> Rounds(int plans, int seeds)
    {
        var rounds = new List<HalvingRound> { new(1, plans, 0, Math.Min(FirstSeeds, seeds)) };
        while (rounds[^1] is var last && last.Seeds < seeds)
            rounds.Add(new(last.Number + 1, BetterHalf(last.Plans), last.Seeds, Math.Min(seeds, 2 * last.Seeds)));
        return rounds.ToValueList();
    }

    /// <summary>How many runs all rounds have together.</summary>
    /// <param name="plans">At least 1.</param>
    /// <param name="seeds">At least 1.</param>
    public static int Runs(int plans, int seeds) => Rounds(plans, seeds).Sum(round => round.Runs);

    /// <summary>What the runs that have ended decide, and which runs are to follow. The same runs bring the same decisions.</summary>
    /// <param name="plans">At least 1.</param>
    /// <param name="seeds">At least 1.</param>
    /// <param name="accuracy">
    /// A run's mean over the last epochs, in percent; null where it has not ended. Runs that no round asks for change nothing.
    /// </param>
    public static HalvingState Next(int plans, int seeds, Func<PlanSeed, double?> accuracy)
    {
        var (left, decided, asked) = (Enumerable.Range(0, plans).ToValueList(), new List<HalvingDecision>(), new List<PlanSeed>());
        var rounds = Rounds(plans, seeds);
        foreach (var round in rounds)
        {
            asked.AddRange(
                from seed in Enumerable.Range(round.SeedsBefore, round.Seeds - round.SeedsBefore)
                from plan in left
                select new PlanSeed(plan, seed));
            var means = left.Select(plan => (Plan: plan, Mean: Mean(plan, round.Seeds, accuracy))).ToList();
            if (means.Exists(plan => plan.Mean is null))
                break;
            var kept = means
                .OrderByDescending(plan => plan.Mean) // which leaves those of equal means in their order
                .Take(round.Number == rounds.Count ? left.Count : BetterHalf(left.Count))
                .Select(plan => plan.Plan)
                .ToHashSet();
            decided.Add(new(
                round, means.Select(plan => new HalvingStanding(plan.Plan, plan.Mean!.Value, kept.Contains(plan.Plan))).ToValueList()));
            left = left.Where(kept.Contains).ToValueList();
        }

        return new(rounds, decided.ToValueList(), left, asked.ToValueList());
    }

    private static int BetterHalf(int plans) => plans - (plans / 2);

    private static double? Mean(int plan, int seeds, Func<PlanSeed, double?> accuracy)
    {
        var found = Enumerable.Range(0, seeds).Select(seed => accuracy(new(plan, seed))).ToList();
        return found.Contains(null) ? null : Points.WithoutRounding(found.Average()!.Value);
    }
}

/// <summary>A run by the places of plan and seed.</summary>
/// <param name="Plan">From 0.</param>
/// <param name="Seed">From 0: a place among the seeds, not the seed.</param>
public readonly record struct PlanSeed(int Plan, int Seed);

/// <summary>A round before anything is known of it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Plans">How many take part.</param>
/// <param name="SeedsBefore">How many seeds they have run with before it.</param>
/// <param name="Seeds">How many they have run with after it, more than before.</param>
public sealed record HalvingRound(int Number, int Plans, int SeedsBefore, int Seeds)
{
    /// <summary>How many runs it has.</summary>
    public int Runs => Plans * (Seeds - SeedsBefore);
}

/// <summary>What a round decided.</summary>
/// <param name="Round">Which one.</param>
/// <param name="Standings">Of the plans that took part, in their order.</param>
public sealed record HalvingDecision(HalvingRound Round, ValueList<HalvingStanding> Standings);

/// <summary>Where a plan stands after a round.</summary>
/// <param name="Plan">From 0.</param>
/// <param name="Mean">Mean over all seeds so far of the mean over the last epochs, in percent.</param>
/// <param name="Kept">Whether it goes on, or is left at the end.</param>
public sealed record HalvingStanding(int Plan, double Mean, bool Kept);

/// <summary>How far the rounds have come.</summary>
/// <param name="Rounds">All of them.</param>
/// <param name="Decided">Those whose runs have all ended.</param>
/// <param name="Left">Plans that no round has dropped, in their order.</param>
/// <param name="Asked">Runs of the decided rounds and of the next one, seed by seed; all there are to be where it is over.</param>
public sealed record HalvingState(
    ValueList<HalvingRound> Rounds, ValueList<HalvingDecision> Decided, ValueList<int> Left, ValueList<PlanSeed> Asked)
{
    /// <summary>Whether every round is decided.</summary>
    public bool IsOver => Decided.Count == Rounds.Count;
}
