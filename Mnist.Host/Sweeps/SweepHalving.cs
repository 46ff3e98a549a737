using Mnist.Host.Variations;

namespace Mnist.Host.Sweeps;

/// <summary>A sweep that drops the worse half of its plans after each round, as far as it has come.</summary>
/// <param name="Sweep">Which one.</param>
/// <param name="State">What its runs have decided.</param>
internal sealed record SweepHalving(SweepFolder Sweep, HalvingState State)
{
    /// <summary>What is wrong with choosing by test images.</summary>
    public const string TestImagesChoose =
        "Plans are chosen by the test images, which then no longer test what they chose: --validation N chooses by training images.";

    private readonly IReadOnlyDictionary<Plan, string> labels = VariantNames.Of(Sweep.Manifest.Plans);

    /// <summary>Whether the images that choose are those that should judge at the end.</summary>
    public bool ChoosesOnTest => Sweep.Manifest.Data.HeldOut == HeldOutSplit.Test;

    /// <summary>Runs that there are to be, as far as it is known.</summary>
    public IEnumerable<SweepTask> Asked => State.Asked.Select(run => Sweep.Tasks[Sweep.Manifest.NumberOf(run)]);

    /// <summary>Whether a plan takes part in no later round.</summary>
    /// <param name="plan">Of any sweep.</param>
    public bool Drops(Plan plan) => State.Decided.Any(decision =>
        decision.Standings.Any(standing => !standing.Kept && Sweep.Manifest.Plans[standing.Plan] == plan));

    /// <summary>What a plan is called among those of the sweep.</summary>
    /// <param name="plan">Its number.</param>
    public string Label(int plan) => labels[Sweep.Manifest.Plans[plan]];

    /// <summary>The labels of some plans; a label may have commas.</summary>
    /// <param name="plans">Their numbers.</param>
    public string Names(IEnumerable<int> plans) => string.Join("; ", plans.Select(Label));

    /// <summary>The seeds that plans have run with after a round.</summary>
    public ValueList<long> Seeds(HalvingRound round) => Sweep.Manifest.Seeds.Take(round.Seeds).ToValueList();

    /// <summary>How far a sweep that is halved has come; null for one that executes all plans with all seeds.</summary>
    /// <param name="sweep">Which one.</param>
    /// <param name="ended">Runs that have ended, by their numbers, and maybe others.</param>
    public static SweepHalving? OfHalved(SweepFolder sweep, IReadOnlyDictionary<int, SweepRun> ended) => sweep.Manifest.Halve
        ? new(
            sweep,
            Halving.Next(
                sweep.Manifest.Plans.Count,
                sweep.Manifest.Seeds.Count,
                run => ended.TryGetValue(sweep.Manifest.NumberOf(run), out var found) ? found.Summary?.LastEpochs.Mean : null))
        : null;

    /// <summary>Tells what a round decided.</summary>
    /// <param name="decision">One of the state's.</param>
    public string Sentence(HalvingDecision decision)
    {
        string Some(bool kept) => Names(decision.Standings.Where(plan => plan.Kept == kept).Select(plan => plan.Plan));
        var round = $"Round {decision.Round.Number} of {State.Rounds.Count}, {decision.Round.Seeds.Of("seed")}";
        return decision.Standings.All(plan => plan.Kept)
            ? $"{round}: left is {Some(kept: true)}."
            : $"{round}: on with {Some(kept: true)}. Dropped: {Some(kept: false)}.";
    }
}
