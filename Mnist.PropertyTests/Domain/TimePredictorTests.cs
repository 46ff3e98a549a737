using FsCheck;
using FsCheck.Xunit;
using Mnist.Domain;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class TimePredictorTests
{
    private static readonly Machine Zen4 = new(118.2, Threads: 1);

    [Property(Arbitrary = [typeof(Networks)])]
    public bool Time_is_images_over_speed(NetworkCase network, PositiveInt images, PositiveInt factor)
    {
        var plan = network.Checked();
        double Seconds(int count, double gflops) =>
            TimePredictor.Predict(plan.Summary, plan.Plan.Training, (count, 0), new(gflops, Threads: 1)).SecondsPerEpoch;
        var (once, more) = (Seconds(images.Get, 100), Seconds(images.Get * factor.Get, 100));
        return once > 0
            && Close(more, factor.Get * once)
            && Close(Seconds(images.Get, 100.0 * factor.Get) * factor.Get, once);
    }

    [Property(Arbitrary = [typeof(Networks)])]
    public bool More_threads_are_never_slower_and_never_save_more_than_their_share(NetworkCase network, PositiveInt threads)
    {
        var plan = network.Checked();
        double Seconds(int count) => TimePredictor.Predict(plan.Summary, plan.Plan.Training, (1_000, 500), new(100, count)).SecondsPerEpoch;
        return Seconds(threads.Get + 1) <= Seconds(threads.Get)
            && Seconds(threads.Get) >= Seconds(1) / threads.Get * (1 - 1e-12);
    }

    [Property]
    public bool Being_off_is_zero_where_the_prediction_was_right_and_has_its_sign(PositiveInt said, PositiveInt took)
    {
        var off = new Prediction(Zen4, said.Get).OffPercent(took.Get);
        return Math.Sign(off) == said.Get.CompareTo(took.Get) && off >= -100;
    }

    /// <summary>Microseconds for an image in training on each of two threads, Zen 4; the constants were fitted to them.</summary>
    [Theory]
    [InlineData("flagship", 63.0)]
    [InlineData("under2k", 24.0)]
    [InlineData("eva6/1", 685.6)]
    [InlineData("eva6/2", 95.0)]
    [InlineData("eva6/5", 48.4)]
    [InlineData("eva7/1", 11445.4)]
    [InlineData("eva7/2", 257.6)]
    public void Plans_of_the_catalogue_are_predicted_to_a_tenth(string name, double microseconds)
    {
        var plan = PlanCatalog.Find(name)!;
        var summary = PlanChecker.Examine(plan, DataSpec.Mnist).Summary!;
        var predicted = TimePredictor.Predict(summary, plan.Training, (1_000_000, 0), Zen4).SecondsPerEpoch;
        Assert.InRange(predicted, 0.9 * microseconds, 1.1 * microseconds);
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Abs(b);
}
