using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
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
        Assert.Equal(steps, PlanChecker.Check(plan, DataSpec.Mnist with { TrainingImages = images })
            .Match(valid: checkedPlan => checkedPlan.StepsPerEpoch, invalid: errors => throw new InvalidOperationException($"{errors}")));
    }

    private static PlanReport Examine(Plan plan) => PlanChecker.Examine(plan, DataSpec.Mnist);
}
