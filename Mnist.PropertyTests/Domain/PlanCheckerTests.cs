using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class PlanCheckerTests
{
    public static TheoryData<string> Names => [.. Corruptions.All.Select(c => c.Name)];

    [Fact]
    public void A_sound_plan_has_no_errors_and_no_warnings()
    {
        var report = Examine(Corruptions.Sound);
        Assert.Empty(report.Errors);
        Assert.Empty(report.Warnings);
        Assert.Equal((1_254L, 40_736L, 32L), (report.Summary!.Parameters.Trainable, report.Summary.Macs, report.Summary.Field.Size));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_mistake_gives_exactly_its_error(string mistake)
    {
        var corruption = Corruptions.Named(mistake);
        Assert.Equal([corruption.Expected], Examine(corruption.Apply(Corruptions.Sound)).Errors);
    }

    /// <summary>All but the one that depends on the machine too, of which the checker knows nothing.</summary>
    [Fact]
    public void Every_kind_of_error_has_a_mistake() => Assert.Equal(
        typeof(PlanError)
            .GetNestedTypes()
            .Where(t => t.IsSubclassOf(typeof(PlanError)) && t != typeof(PlanError.BeyondMemory))
            .Select(t => t.Name)
            .Order(StringComparer.Ordinal),
        Corruptions.All.Select(c => c.Expected.GetType().Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Property(MaxTest = 500)]
    public Property Independent_mistakes_give_all_of_their_errors_at_once() =>
        Prop.ForAll(Gen.Shuffle(Corruptions.All.ToArray()).ToArbitrary(), Gen.Choose(2, 8).ToArbitrary(), (order, most) =>
        {
            var chosen = order.Aggregate(
                (ValueList<Corruption>)[],
                (done, next) => done.Count < most && done.All(next.IsIndependentOf) ? [.. done, next] : done);
            var errors = Examine(chosen.Aggregate(Corruptions.Sound, (plan, mistake) => mistake.Apply(plan))).Errors;
            return (errors.Count == chosen.Count && errors.ToHashSet().SetEquals(chosen.Select(c => c.Expected)))
                .Label($"{chosen}: {errors}")
                .Classify(chosen.Count > 5, "more than five");
        });

    [Property(MaxTest = 200)]
    public Property A_legal_network_in_a_sound_plan_passes() =>
        Prop.ForAll(Architectures.Classifiers(Shape.MnistImage, 10).ToArbitrary(), net =>
        {
            var plan = Corruptions.Sound with { Architecture = net, Target = new() };
            return PlanChecker.Check(plan, DataSpec.Mnist).Match(
                valid: checkedPlan => (checkedPlan.Plan == plan
                    && checkedPlan.Data == DataSpec.Mnist
                    && checkedPlan.Summary == Summaries.Of(net)).ToProperty(),
                invalid: errors => false.Label($"{errors}"));
        });

    [Property(MaxTest = 200)]
    public Property A_plan_passes_exactly_where_its_report_has_no_errors() =>
        Prop.ForAll(Gen.Elements(Corruptions.All.ToArray()).ToArbitrary(), mistake =>
        {
            var plan = mistake.Apply(Corruptions.Sound);
            var report = Examine(plan);
            return PlanChecker.Check(plan, DataSpec.Mnist).Match(valid: _ => report.Errors.Count == 0, invalid: report.Errors.Equals)
                && report.Runs == mistake.Expected.ConcernsTarget
                && report.MayMeetTarget == !mistake.Expected.ConcernsTarget;
        });

    [Fact]
    public void Budgets_field_and_length_of_the_run_concern_the_target_and_nothing_else_does() => Assert.Equal(
        [
            nameof(PlanError.BeyondDevices),
            nameof(PlanError.FieldTooSmall),
            nameof(PlanError.OverBudget),
            nameof(PlanError.TooFewEpochs),
            nameof(PlanError.TooManyEpochs),
        ],
        Corruptions.All.Where(c => c.Expected.ConcernsTarget).Select(c => c.Expected.GetType().Name)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        StringComparer.Ordinal);

    [Fact]
    public void A_plan_that_cannot_run_and_asks_too_much_says_both()
    {
        var plan = Corruptions.Sound with { Name = "", Target = Corruptions.Sound.Target with { MaxEpochs = 9 } };
        Assert.Equal((true, true), (Examine(Corruptions.Sound).Runs, Examine(Corruptions.Sound).MayMeetTarget));
        Assert.Equal((false, false), (Examine(plan).Runs, Examine(plan).MayMeetTarget));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void A_name_may_have_up_to_64_characters(int length) =>
        Assert.Empty(Examine(Corruptions.Sound with { Name = new('a', length) }).Errors);

    [Fact]
    public void A_checked_plan_keeps_its_warnings() => Assert.Equal(
        [new PlanWarning.UnusedOutputs(16, 10)],
        PlanChecker.Check(Eva6.Step2, DataSpec.Mnist).Match(valid: plan => plan.Warnings, invalid: _ => []));

    /// <summary>At 1 what is too little, too long or too much is just no longer illegal by itself.</summary>
    [Fact]
    public void Runs_of_one_epoch_and_batches_of_one_image_are_checked_like_others()
    {
        var one = Corruptions.Sound.Training with { Epochs = 1 };
        var (steps, cycle) = (new LearningRateSchedule.StepLr(1), new LearningRateSchedule.Cyclic(0.1, 1, 600_000) { StepsDown = 1 });
        var norm = new PlacedLayer("8", new Layer.BatchNorm2d());
        Assert.Equal([new PlanError.TooFewEpochs(1, 5)], Examine(Corruptions.Sound with { Training = one }).Errors);
        Assert.Equal(
            [new PlanError.TooManyEpochs(2, 1)],
            Examine(Corruptions.Sound with { Training = one with { Epochs = 2 }, Target = new() { MaxEpochs = 1 } }).Errors);
        Assert.Contains(
            new PlanWarning.ScheduleTooLong(steps, "stepEpochs", 1, 0),
            Examine(Corruptions.Sound with { Training = one with { Schedule = steps }, Target = new() }).Warnings);
        var single = Examine(Corruptions.Sound with { Training = Corruptions.Sound.Training with { BatchSize = 1, Schedule = cycle } });
        Assert.Equal([new PlanError.OneValuePerChannel(norm, 1)], single.Errors);
        Assert.Contains(new PlanWarning.ScheduleTooLong(cycle, "stepsUp + stepsDown", 600_001, 600_000), single.Warnings);
    }

    [Theory]
    [InlineData(20, 28)]
    [InlineData(28, 20)]
    public void A_crop_may_be_padded_by_less_than_the_shorter_side(int height, int width)
    {
        var image = new Shape(1, height, width);
        var data = DataSpec.Mnist with { Image = image };
        Assert.Empty(Errors(19));
        Assert.Equal([new PlanError.OutOfRange("training.augmentations.0", "padding", 20, new(0, 19))], Errors(20));

        ValueList<PlanError> Errors(int padding) => PlanChecker.Examine(
            Corruptions.Sound with
            {
                Architecture = Corruptions.Sound.Architecture with { Input = image },
                Training = Corruptions.Sound.Training with { Augmentations = [new Augmentation.RandomCrop(padding)] },
                Target = new(),
            },
            data).Errors;
    }

    [Fact]
    public void Only_the_checker_makes_a_checked_plan()
    {
        Assert.Empty(typeof(CheckedPlan).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.All(typeof(CheckedPlan).GetProperties(), property => Assert.Null(property.SetMethod));
        Assert.All(
            typeof(Plan).Assembly.GetExportedTypes().SelectMany(t => t.GetMethods()).Where(m => m.ReturnType == typeof(CheckedPlan)),
            method => Assert.Equal("<Clone>$", method.Name));
    }

    [Theory]
    [InlineData(60_000, 100, 600)]
    [InlineData(60_000, 128, 469)]
    [InlineData(1, 1, 1)]
    [InlineData(int.MaxValue, 2, 1 << 30)]
    public void An_epoch_takes_every_image_once(int images, int batch, int steps)
    {
        var plan = Corruptions.Sound with
        {
            Training = Corruptions.Sound.Training with { BatchSize = batch, Schedule = new LearningRateSchedule.Constant() },
        };
        plan = plan with { Architecture = plan.Architecture with { Layers = [new Layer.Flatten(), new Layer.Linear(10)] }, Target = new() };
        Assert.Equal(steps, PlanChecker.Check(plan, DataSpec.Mnist with { TrainingImages = images }).OrThrow().StepsPerEpoch);
    }

    private static PlanReport Examine(Plan plan) => PlanChecker.Examine(plan, DataSpec.Mnist);
}
