using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Statistics;
using Mnist.Engine.Training;
using Mnist.Host.Watching;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class MovingLineTests
{
    private static readonly TrainingEvent.StepDone Step = new(12, 300, 469, 0.0248, new Score(9926, 10_000), 15_424);

    [Property]
    public Property The_time_left_is_in_every_line_of_at_least_50_characters() => Prop.ForAll(Gen.Choose(50, 200).ToArbitrary(), room =>
    {
        var line = MovingLine.Of(Step, 15, TimeSpan.FromSeconds(11), room);
        return line.Length <= room && line.EndsWith("  0:11 left", StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(120, "epoch 12/15 ████████████▊        loss 0.0248  99.26 %  15,424 images/s  0:11 left")]
    [InlineData(79, "epoch 12/15 ███████████▌       loss 0.0248  99.26 %  15,424 images/s  0:11 left")]
    [InlineData(59, "epoch 12/15 █████████▋      loss 0.0248  99.26 %  0:11 left")]
    [InlineData(40, "epoch 12/15 loss 0.0248  99.26 %  0:11 left")]
    public void The_bar_gives_way_first_and_then_the_speed(int room, string line) =>
        Assert.Equal(line, MovingLine.Of(Step, 15, TimeSpan.FromSeconds(11), room));
}
