using System.CommandLine;
using Mnist.Engine.Simd.Estimates;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Runs;

namespace Mnist.Host.Verbs.Check;

/// <summary><c>mnist check PLAN</c>: everything that can be known of a plan before any tensor exists.</summary>
internal static class CheckVerb
{
    /// <summary>The verb with its arguments and options.</summary>
    public static Command Define(HostEnvironment around)
    {
        var plan = Options.Plan();
        var (parameters, macs, field) = (Options.MaxParameters(), Options.MaxMacs(), Options.MinReceptiveField());
        var (flash, ram, data) = (Options.MaxFlash(), Options.MaxRam(), Options.CheckedData());
        return around.Answering(
            new("check", "Checks a plan by calculation: shapes, parameters, costs, receptive field, target.")
            {
                plan, parameters, macs, field, flash, ram, data,
            },
            parsed => Run(
                parsed.GetRequiredValue(plan),
                new(
                    parsed.GetValue(parameters),
                    parsed.GetValue(macs),
                    parsed.GetValue(field),
                    parsed.GetValue(flash),
                    parsed.GetValue(ram)),
                parsed.GetValue(data),
                around));
    }

    /// <summary>The answer for a PLAN argument.</summary>
    /// <param name="plan">A name of the catalogue or a file.</param>
    /// <param name="target">Limits in place of the plan's own.</param>
    /// <param name="data">The value of --data; null for MNIST.</param>
    /// <param name="around">Measures the processor.</param>
    public static Reply Run(string plan, TargetOverride target, string? data, HostEnvironment around)
    {
        var (stated, meant) = PlanSource.LoadMeant(plan);
        return DataSource.Spec(data, around).Match(
            valid: spec => stated.Match(
                valid: found => Judge(target.Apply(found.Plan), found.Places, spec, around),
                invalid: errors => Unread(
                    meant is null ? errors.Select(ErrorMessage.Of).ToValueList() : Errors(plan, meant, target, spec))),
            invalid: errors => Reply.Refuse(ExitCode.NoData, errors.Select(ErrorMessage.Of)));
    }

    /// <summary>What is wrong with a text, and with the plan that it was meant to state.</summary>
    private static ValueList<ErrorMessage> Errors(string file, MeantPlan meant, TargetOverride target, DataSpec data) =>
    [
        .. meant.Errors.Select(error => ErrorMessage.Of(new PlanSourceError.BadText(file, error))),
        .. meant.Known(PlanChecker.Examine(target.Apply(meant.Plan), data).Errors)
            .Select(error => ErrorMessage.Of(error, meant.Places)),
    ];

    /// <summary>The answer for a plan that was read.</summary>
    /// <param name="plan">Any plan.</param>
    /// <param name="places">Where its parts stand.</param>
    /// <param name="data">The data it is meant for.</param>
    /// <param name="around">Measures the processor.</param>
    private static Reply Judge(Plan plan, PlanPlaces places, DataSpec data, HostEnvironment around)
    {
        var report = WithMemory(PlanChecker.Examine(plan, data), around);
        var repairs = RepairFinder.Find(report);
        var devices = report.Summary is { } known ? Devices.Of(plan.Architecture, known) : null;
        var estimate = report.Summary is { } summary && report.Runs ? EstimateTime(summary, report, around) : null;
        return new(ExitOf(report.Errors))
        {
            Text = CheckReport.Of(report, places, repairs, estimate, devices),
            Json = () => JsonText.Write(CheckDocument.Of(report, places, repairs, estimate, devices), CheckJson.Default.CheckDocument),
        };
    }

    /// <summary>Checked for this machine too, which the plan knows nothing of.</summary>
    private static PlanReport WithMemory(PlanReport report, HostEnvironment around) => report is { Runs: true, Summary: { } summary }
        ? report with { Errors = [.. MemoryGuard.Examine(Peak(summary, report.Plan), 1, around), .. report.Errors] }
        : report;

    private static long Peak(Summary summary, Plan plan) => MemoryModel.Predict(summary, plan.Training, Environment.ProcessorCount);

    private static TimeEstimate? EstimateTime(Summary summary, PlanReport report, HostEnvironment around) =>
        around.Machine(Environment.ProcessorCount, around.Clock) is { } machine
            ? TimeModel.Predict(summary, report.Plan.Training, (report.Data.TrainingImages, DataSpec.MnistTestImages), machine)
            : null;

    /// <summary>The exit code for what stands against a plan.</summary>
    public static ExitCode ExitOf(ValueList<PlanError> errors) =>
        errors.Count == 0 ? ExitCode.Done
        : errors.All(e => e.ConcernsTarget) ? ExitCode.OverBudget
        : ExitCode.Invalid;

    private static Reply Unread(ValueList<ErrorMessage> errors) => new(ExitCode.Invalid)
    {
        Errors = errors,
        Json = () => JsonText.Write(CheckDocument.Of(errors), CheckJson.Default.CheckDocument),
    };
}
