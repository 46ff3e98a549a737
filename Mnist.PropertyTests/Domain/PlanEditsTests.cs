using FsCheck;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Xunit;

namespace Mnist.PropertyTests.Domain;

public sealed class PlanEditsTests
{
    /// <summary>Whatever its target says of epochs, a plan may be executed for another number of them.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool With_other_epochs_a_plan_keeps_to_its_target(Plan plan, PositiveInt epochs, PositiveInt most, PositiveInt last)
    {
        var target = plan.Target with { MaxEpochs = most.Get, LastEpochs = last.Get, Accuracy = 99 };
        var edited = (plan with { Target = target }).WithEpochs(epochs.Get);
        return edited.Training == plan.Training with { Epochs = epochs.Get }
            && !PlanChecker.Examine(edited, DataSpec.Mnist).Errors.Any(e => e is PlanError.TooManyEpochs or PlanError.TooFewEpochs);
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool Limits_that_the_epochs_keep_to_are_left_as_they_are(Plan plan, PositiveInt epochs, byte room)
    {
        var target = plan.Target with { MaxEpochs = epochs.Get + room, LastEpochs = Math.Max(1, epochs.Get - room) };
        return (plan with { Target = target }).WithEpochs(epochs.Get).Target == target;
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool A_target_without_a_limit_of_epochs_gets_none(Plan plan, PositiveInt epochs) =>
        (plan with { Target = plan.Target with { MaxEpochs = null } }).WithEpochs(epochs.Get).Target.MaxEpochs is null;

    /// <summary>Limits that no network meets.</summary>
    private static readonly Target Impossible = new() { MaxParameters = 1, MaxMacs = 1, MinReceptiveField = int.MaxValue };

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool Without_limits_on_the_network_nothing_stands_against_it_and_nothing_else_changes(Plan plan)
    {
        var edited = (plan with { Target = Impossible }).WithoutNetworkLimits();
        return PlanChecker.Examine(edited, DataSpec.Mnist).Errors.Count == 0
            && edited with { Target = Impossible } == plan with { Target = Impossible };
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool A_limit_that_is_given_stands_in_place_of_the_plans_own(Plan plan, long? parameters, long? macs, int? field)
    {
        var target = new TargetOverride(parameters, macs, field).Apply(plan).Target;
        return (target.MaxParameters, target.MaxMacs, target.MinReceptiveField)
                == (parameters ?? plan.Target.MaxParameters, macs ?? plan.Target.MaxMacs, field ?? plan.Target.MinReceptiveField)
            && target == plan.Target with
            {
                MaxParameters = target.MaxParameters,
                MaxMacs = target.MaxMacs,
                MinReceptiveField = target.MinReceptiveField,
            };
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Plans)])]
    public bool One_batch_is_memorised_without_anything_that_is_random_or_changes_on_the_way(Plan plan, PositiveInt steps)
    {
        var edited = plan.ToMemoriseOneBatch(steps.Get);
        return edited.Architecture.AllLayers.Zip(plan.Architecture.AllLayers).All(pair => pair switch
            {
                { Second.Layer: Layer.Dropout } => pair.First.Layer is Layer.Dropout { Rate: 0 },
                { Second.Layer: Layer.Residual } => pair.First.Layer is Layer.Residual,
                _ => pair.First == pair.Second,
            })
            && edited.Training == new TrainingPlan
            {
                Epochs = steps.Get,
                BatchSize = plan.Training.BatchSize,
                Optimizer = plan.Training.Optimizer,
                Normalization = plan.Training.Normalization,
            };
    }

    /// <summary>Memorised is what is read without a single mistake, once.</summary>
    [Fact]
    public void One_batch_is_memorised_when_all_of_it_is_right_at_the_end() =>
        Assert.Equal(new Target { Accuracy = 100, LastEpochs = 1 }, Eva6.Step3.ToMemoriseOneBatch(7).Target);
}
