using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Analysis;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Deployment;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Search;
using Mnist.Domain.Spaces;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

/// <summary>A search against every design written out and judged by the checker, one by one.</summary>
public sealed class SpaceSearchTests
{
    private static readonly Figure[] Sums = [.. Enum.GetValues<Figure>().Where(f => f is not (Figure.FlashBytes or Figure.RamBytes))];

    /// <summary>All figures but a device's memory as objectives, both ways: of designs that fit none is behind another.</summary>
    private static readonly ValueList<Objective> All =
        [.. Sums.SelectMany(f => new[] { new Objective(f, Maximize: true), new Objective(f, Maximize: false) })];

    /// <summary>With each figure to be made small and large, no design is behind another: the front holds every unlike one.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(Spaces)])]
    public Property The_search_and_the_checker_agree_on_every_design(Space space)
    {
        var expected = Expected(space);
        var (search, state) = Search(space with { Objectives = All });
        var front = Front(search, state);
        var distinct = expected.Select(design => design.Figures).ToHashSet();
        return (state.Tally.Fitting == (UInt128)expected.Count
                && state.Tally.Considered == search.Designs
                && search.Designs == (UInt128)Expansion.Count(space.Layers)
                && front.All(expected.Contains)
                && front.Select(design => design.Figures).ToHashSet().SetEquals(distinct)
                && front.Count == distinct.Count)
            .Label($"{expected.Count} expected of {Expansion.Count(space.Layers)}; {state.Tally}, {search.Designs}, front {front.Count} of "
                + $"{distinct.Count}: {string.Join("; ", front.Where(d => !expected.Contains(d)).Take(1))} / "
                + string.Join("; ", expected.Where(d => !front.Contains(d)).Take(1)))
            .Classify(expected.Count == 0, "nothing fits")
            .Classify(expected.Count > 10, "more than ten fit")
            .Classify(expected.Any(d => d.Layers.Any(l => l is Layer.Residual)), "residual blocks");
    }

    /// <summary>Limits drawn from what designs have: pruning leaves out nothing that keeps to them, and nothing else stays.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(Spaces)])]
    public Property Pruning_loses_nothing(Space space, byte one, byte other, byte which, byte also)
    {
        var figures = Sums;
        var designs = Expected(space);
        ValueList<Limit> limits = designs.Count == 0
            ? [new(Figure.Parameters, 5, 500)]
            : [Limit(figures[which % figures.Length], one), Limit(figures[also % figures.Length], other)];
        var expected = designs
            .Where(d => limits.All(l => d[l.Figure] >= (l.Least ?? 0) && d[l.Figure] <= (l.Most ?? long.MaxValue)))
            .ToList();
        var (search, state) = Search(space with { Limits = limits, Objectives = All });
        return (state.Tally.Fitting == (UInt128)expected.Count
                && state.Tally.Considered == search.Designs
                && Front(search, state).Select(d => d.Figures).ToHashSet().SetEquals(expected.Select(d => d.Figures)))
            .Label($"{limits}: {expected.Count} expected of {designs.Count}, {state.Tally}")
            .Classify(state.Tally.Pruned > 0 && state.Tally.Judged > 0, "some pruned")
            .Classify(expected.Count > 0 && expected.Count < designs.Count, "some left");

        Limit Limit(Figure figure, byte choice)
        {
            var value = designs[choice % designs.Count][figure];
            return (choice % 3) switch { 0 => new(figure, value, value), 1 => new(figure, null, value), _ => new(figure, value, null) };
        }
    }

    /// <summary>A device's memory as limits of the space or of its target, and as an objective, against the checker.</summary>
    [Property(MaxTest = 15, Arbitrary = [typeof(Spaces)])]
    public Property The_search_and_the_checker_agree_on_a_device(Space space, byte one, byte other, bool isTarget, bool cuts)
    {
        var designs = Expected(space).Take(60).ToList();
        if (designs.Count == 0 || Expansion.Count(space.Layers) > 300)
            return true.Classify(true, "nothing fits, or too much");
        var (flash, ram) = (Memory(space, designs[one % designs.Count]).Flash, Memory(space, designs[other % designs.Count]).Ram);
        var limited = isTarget
            ? space with { Target = space.Target with { MaxFlashBytes = flash, MaxRamBytes = ram } }
            : space with { Limits = [.. space.Limits, new(Figure.FlashBytes, null, flash), new(Figure.RamBytes, null, ram)] };
        var target = space.Target with { MaxFlashBytes = flash, MaxRamBytes = ram };
        var expected = Expected(space with { Target = target }).Select(design => Memory(space, design)).ToHashSet();
        ValueList<Objective> objectives = [new(Figure.RamBytes, Maximize: false), new(Figure.FlashBytes, Maximize: true)];
        var best = expected.Where(d => !expected.Any(e => e != d && e.Ram <= d.Ram && e.Flash >= d.Flash)).ToHashSet();
        var (search, state) = Search(limited with { Objectives = objectives }, cuts);
        var front = Front(search, state);
        return (front.Select(d => (d[Figure.FlashBytes], d[Figure.RamBytes])).ToHashSet().SetEquals(best)
                && state.Tally.Considered == search.Designs
                && (cuts || state.Tally.Fitting == (UInt128)Expected(space with { Target = target }).Count)
                && DesignCounter.Of(search, () => false) is null)
            .Label($"{flash} flash, {ram} RAM: {state.Tally}, front {string.Join("; ", front)} and not {string.Join("; ", best)}")
            .Classify(best.Count > 1, "several on the front")
            .Classify(expected.Count < Expected(space).Count, "some too large");
    }

    private static (long Flash, long Ram) Memory(Space space, Design design)
    {
        var network = new Architecture(space.Input, design.Layers);
        var device = DeploymentCalculator.Of(network, Summaries.Of(network), NumberFormat.Int8)!;
        return (device.FlashBytes, device.RamBytes);
    }

    /// <summary>Counting does not go through designs, and each number is another design.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(Spaces)])]
    public Property Every_design_within_the_limits_has_one_number(Space space, byte one, byte which)
    {
        var figures = Sums;
        var all = Expected(space);
        var figure = figures[which % figures.Length];
        var limited = all.Count == 0 ? space : space with { Limits = [new(figure, null, all[one % all.Count][figure])] };
        var expected = all.Where(d => limited.Limits.All(l => d[l.Figure] <= l.Most)).ToList();
        var (search, state) = Search(limited);
        var counter = DesignCounter.Of(search, () => false);
        return (state.Tally.Fitting == (UInt128)expected.Count && (counter is null || (counter.Count == (UInt128)expected.Count
                && Enumerable.Range(0, expected.Count).Select(i => counter.At((UInt128)i)).ToHashSet().SetEquals(expected))))
            .Label($"{state.Tally}, {counter?.Count} counted, {expected.Count} expected")
            .Classify(counter is null, "not counted")
            .Classify(expected.Count > 1 && expected.Count < all.Count, "some of them");
    }

    /// <summary>The published counts of eva6/5; pruning proves away nearly all of 363,581,568,000 designs.</summary>
    [Fact]
    public void All_nets_of_a_form_with_exactly_the_published_parameters_are_found()
    {
        var limited = SpaceCatalog.Eva with { Limits = [new(Figure.Parameters, 6_202, 6_202), new(Figure.NonTrainable, 140, 140)] };
        var search = SpaceSearch.Prepare(limited, DataSpec.Mnist).Match<SpaceSearch?>(valid: found => found, invalid: _ => null)!;
        var counter = DesignCounter.Of(search, () => false)!;
        Assert.Equal((363_581_568_000, 2_099), ((long)search.Designs, (int)counter.Count));
        var designs = Enumerable.Range(0, 2_099).Select(i => counter.At((UInt128)i).Layers).ToHashSet();
        Assert.Equal(2_099, designs.Count);
        Assert.Contains(Eva6.Step5.Architecture.Layers, designs);
        Assert.All(designs.Take(100), layers => Assert.Equal(
            new ParameterCount(6_202, 140), Summaries.Of(new(Shape.MnistImage, layers)).Parameters));
    }

    /// <summary>The front of two objectives by comparing each design with each other one.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(Spaces)])]
    public Property Cutting_what_is_dominated_loses_nothing_of_the_front(Space space, byte one, byte other)
    {
        ValueList<Objective> objectives = [All[one % All.Count], All[other % All.Count]];
        var costs = Expected(space).Select(Costs).ToHashSet();
        var expected = costs.Where(c => !costs.Any(d => !d.Equals(c) && d.Zip(c).All(pair => pair.First <= pair.Second))).ToHashSet();
        var cut = Search(space with { Objectives = objectives }, cutsDominated: true);
        var whole = Search(space with { Objectives = objectives });
        return (Front(cut.Search, cut.State).Select(Costs).ToHashSet().SetEquals(expected)
                && Front(cut.Search, cut.State).Equals(Front(whole.Search, whole.State))
                && cut.State.Tally.Considered == cut.Search.Designs)
            .Classify(cut.State.Tally.Dominated > 0, "some dominated");

        ValueList<long> Costs(Design design) => [.. objectives.Select(o => o.Maximize ? -design[o.Figure] : design[o.Figure])];
    }

    private static (SpaceSearch Search, SearchState State) Search(Space space, bool cutsDominated = false)
    {
        var search = SpaceSearch.Prepare(space, DataSpec.Mnist, cutsDominated).OrThrow();
        var (state, parts) = search.Begin();
        return (search, parts.Aggregate(state, (found, part) => found.With(search.Explore(part, found, () => false))));
    }

    private static ValueList<Design> Front(SpaceSearch search, SearchState state) => [.. state.Front.Select(search.Design)];

    private static List<Design> Expected(Space space) =>
    [
        .. from layers in Expansion.Of(space.Layers, space.Input)
           where layers is not null
           let report = PlanChecker.Examine(space.Plan("design", layers), DataSpec.Mnist)
           where report.Errors.Count == 0
           select new Design(layers, Figures(report.Summary!, space)),
    ];

    private static ValueList<long> Figures(Summary summary, Space space)
    {
        var maps = summary.Layers.Where(row => row.Layer.ParentPath.Length == 0 && row.Output.Positions > 1).ToList();
        var (last, field) = maps.Count > 0 ? (maps[^1].Output, maps[^1].Field) : (summary.Input, ReceptiveField.Pixel);
        return
        [
            summary.Parameters.Trainable,
            summary.Parameters.NonTrainable,
            summary.Macs,
            CostCalculator.Memory(summary, space.Training).PeakBytes,
            0,
            summary.Coverage.Size,
            Math.Min(last.Height, last.Width),
            field.Size,
            0,
            0,
        ];
    }
}
