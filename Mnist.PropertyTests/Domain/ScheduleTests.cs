using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Training;
using Xunit;
using static Mnist.Domain.Training.LearningRateSchedule;

namespace Mnist.PropertyTests.Domain;

public sealed class ScheduleTests
{
    private const double Rate = 0.05, BaseMomentum = 0.9;

    /// <summary>A schedule, the rates between which it has to stay, and the run.</summary>
    private sealed record Run(LearningRateSchedule Schedule, double Low, double High, int Epochs, int StepsPerEpoch)
    {
        public StepSettings[] All => [.. Enumerable.Range(0, Epochs * StepsPerEpoch).Select(At)];

        public StepSettings At(int step) => ScheduleCalculator.At(
            new() { Epochs = Epochs, Optimizer = new Optimizer.Sgd { LearningRate = Rate, Momentum = BaseMomentum }, Schedule = Schedule },
            step,
            StepsPerEpoch);
    }

    [Property(MaxTest = 300)]
    public Property Rates_stay_between_the_lowest_and_the_highest() => Prop.ForAll(Runs(AnySchedule).ToArbitrary(), run =>
        run.All.All(s => s.LearningRate >= run.Low - (run.High * 1e-15) && s.LearningRate <= run.High * (1 + 1e-15))
            .Label(string.Join(' ', run.All.Select(s => s.LearningRate)))
            .Collect(run.Schedule.GetType().Name));

    [Property(MaxTest = 300)]
    public Property Momentum_falls_exactly_while_the_rate_rises() => Prop.ForAll(Runs(Cycled).ToArbitrary(), run =>
        run.All.Zip(run.All.Skip(1)).All(pair =>
            Math.Sign(Round(
                pair.Second.LearningRate - pair.First.LearningRate)) == -Math.Sign(Round(pair.Second.Momentum - pair.First.Momentum))));

    [Property(MaxTest = 300)]
    public Property Momentum_is_the_optimisers_where_no_schedule_cycles_it() => Prop.ForAll(Runs(AnySchedule).ToArbitrary(), run =>
        run.All.All(s => s.Momentum == BaseMomentum));

    [Property(MaxTest = 300)]
    public Property One_cycle_rises_to_its_peak_and_falls_after_it() => Prop.ForAll(Runs(OneCycles).ToArbitrary(), run =>
    {
        var rates = run.All.Select(s => s.LearningRate).ToArray();
        var top = Math.Max(0, (((OneCycle)run.Schedule).RisingShare * rates.Length) - 1);
        var (up, down) = (rates.Take((int)top + 1).ToArray(), rates.Skip((int)Math.Ceiling(top)).ToArray());
        return up.SequenceEqual(up.Order()).Label("rises").And(down.SequenceEqual(down.OrderDescending()).Label("falls"))
            .Label($"peak at {top}: {string.Join(' ', rates)}");
    });

    /// <summary>No step moves the rate by more than the steepest slope: pi/2 times the mean slope of the shorter half.</summary>
    [Property(MaxTest = 300)]
    public Property One_cycle_is_continuous() => Prop.ForAll(Runs(OneCycles).ToArbitrary(), run =>
    {
        var rates = run.All.Select(s => s.LearningRate).ToArray();
        var fraction = ((OneCycle)run.Schedule).RisingShare;
        var shorter = Math.Min(Math.Abs((fraction * rates.Length) - 1), (1 - fraction) * rates.Length);
        var steepest = run.High / shorter * Math.PI / 2 * (1 + 1e-9);
        return rates.Zip(rates.Skip(1)).All(pair => Math.Abs(pair.Second - pair.First) <= steepest).When(shorter >= 1);
    });

    [Property(MaxTest = 300)]
    public Property One_cycle_ends_at_its_last_rate() => Prop.ForAll(Runs(OneCycles).ToArbitrary(), run =>
    {
        var cycle = (OneCycle)run.Schedule;
        var last = cycle.MaxLearningRate / cycle.DivFactor / cycle.FinalDivFactor;
        return Math.Abs(run.All[^1].LearningRate - last) <= 1e-12;
    });

    [Property(MaxTest = 200)]
    public Property A_step_schedule_divides_after_every_period_and_only_there() => Prop.ForAll(
        Runs(from every in Gen.Choose(1, 4) select ((LearningRateSchedule)new StepLr(every) { Gamma = 0.5 }, 0.0, Rate)).ToArbitrary(),
        run => run.All.Select((s, step) => (s.LearningRate, Epoch: step / run.StepsPerEpoch)).All(at =>
            at.LearningRate == Rate / (1L << (at.Epoch / ((StepLr)run.Schedule).StepEpochs))));

    [Fact]
    public void A_warm_up_ends_at_the_optimisers_rate_and_hands_over_there()
    {
        var run = new Run(new Cosine { WarmupEpochs = 2, WarmupStart = 0.1 }, 0, Rate, Epochs: 5, StepsPerEpoch: 10);
        Assert.Equal(Rate * 0.1, run.At(0).LearningRate, 1e-15);
        Assert.Equal(Rate * (1 - (0.9 / 20)), run.At(19).LearningRate, 1e-15);
        Assert.Equal(Rate, run.At(20).LearningRate);
        Assert.True(run.At(21).LearningRate < Rate);
    }

    [Fact]
    public void A_cycle_of_four_billion_steps_ends_where_it_began()
    {
        var plan = new TrainingPlan
        {
            Epochs = 1_000_000,
            Optimizer = new Optimizer.Sgd { LearningRate = Rate },
            Schedule = new Cyclic(0.1, 0.2, int.MaxValue) { StepsDown = int.MaxValue },
        };
        Assert.Equal(0.2, ScheduleCalculator.At(plan, int.MaxValue, 60_000).LearningRate);
        Assert.Equal(0.1, ScheduleCalculator.At(plan, 2L * int.MaxValue, 60_000).LearningRate);
    }

    private static Gen<Run> Runs(Gen<(LearningRateSchedule Schedule, double Low, double High)> schedules) =>
        from epochs in Gen.Choose(5, 12)
        from steps in Gen.Choose(1, 9)
        from s in schedules
        select new Run(s.Schedule, s.Low, s.High, epochs, steps);

    private static Gen<(LearningRateSchedule Schedule, double Low, double High)> OneCycles { get; } =
        from fraction in Gen.Choose(5, 95)
        from max in Gen.Elements(0.001, 0.1, 3)
        from div in Gen.Elements(1.0, 10, 25)
        from final in Gen.Elements(1.0, 100, 1e4)
        from annealing in Gen.Elements(Annealing.Cosine, Annealing.Linear)
        select (
            (LearningRateSchedule)new OneCycle(max)
            {
                RisingShare = fraction / 100.0,
                DivFactor = div,
                FinalDivFactor = final,
                Annealing = annealing,
            },
            max / div / final,
            max);

    private static Gen<(LearningRateSchedule Schedule, double Low, double High)> AnySchedule { get; } = Gen.OneOf(
        OneCycles,
        Gen.Constant(((LearningRateSchedule)new Constant(), Rate, Rate)),
        Gen.Choose(1, 4).Select(every => ((LearningRateSchedule)new StepLr(every), 0.0, Rate)),
        Gen
            .Choose(0, 4)
            .Select(warmup => ((LearningRateSchedule)new Cosine { WarmupEpochs = warmup, FinalLearningRate = 0.001 }, 0.001, Rate)),
        Gen
            .Choose(1, 20)
            .Two()
            .Select(steps => ((LearningRateSchedule)new Cyclic(0.1, 0.3, steps.Item1) { StepsDown = steps.Item2 }, 0.1, 0.3)));

    private static Gen<(LearningRateSchedule Schedule, double Low, double High)> Cycled { get; } = Gen.OneOf(
        from s in OneCycles
        where ((OneCycle)s.Schedule) is { DivFactor: > 1 }
        let cycle = (OneCycle)s.Schedule
        select ((LearningRateSchedule)(cycle with
        {
            FinalDivFactor = 1,
            Momentum = new(0.8, 0.95),
        }), cycle.MaxLearningRate / cycle.DivFactor, s.High),
        Gen.Choose(1, 20).Two().Select(steps =>
            ((LearningRateSchedule)new Cyclic(0.1, 0.3, steps.Item1) { StepsDown = steps.Item2, Momentum = new(0.8, 0.95) }, 0.1, 0.3)));

    /// <summary>Two steps beside a peak may be equal but for rounding.</summary>
    private static double Round(double change) => Math.Abs(change) < 1e-9 ? 0 : change;
}
