using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Xunit;

namespace Mnist.PropertyTests.Domain;

/// <summary>What makes the domain a functional core, as rules over its types; each lists all offenders.</summary>
public sealed class DomainRules
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types =
        [.. typeof(Layer).Assembly.GetTypes().Where(t => !t.IsDefined(typeof(CompilerGeneratedAttribute))
            && t.Namespace?.StartsWith("Mnist.Domain", StringComparison.Ordinal) == true)];

    private static readonly Type[] Unions = [.. Types.Where(t => t.IsAbstract && !t.IsSealed && !t.IsInterface)];

    [Fact]
    public void The_rules_see_the_domain()
    {
        None(new[] { typeof(Layer), typeof(Layer.Conv2d), typeof(Shape), typeof(PlanChecker) }.Except(Types));
        None(new[]
        {
            typeof(Layer), typeof(Augmentation), typeof(Optimizer), typeof(LearningRateSchedule),
            typeof(PlanError), typeof(PlanWarning), typeof(Miss), typeof(Validation<,>),
        }.Except(Unions));
    }

    [Fact]
    public void Types_are_sealed_or_abstract() => None(Types.Where(t => !t.IsSealed && !t.IsAbstract));

    [Fact]
    public void No_field_can_be_assigned_twice() => None(
        from type in Types
        where !type.IsEnum
        from field in type.GetFields(Declared)
        where !field.IsInitOnly && !field.IsLiteral
        select $"{type}.{field.Name}");

    [Fact]
    public void No_property_can_be_set_after_construction() => None(
        from type in Types
        from property in type.GetProperties(Declared)
        where property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select $"{type}.{property.Name}");

    [Fact]
    public void Only_the_base_library_and_MathNet_are_referenced() => None(
        from reference in typeof(Layer).Assembly.GetReferencedAssemblies()
        where !reference.Name!.StartsWith("System.", StringComparison.Ordinal) && reference.Name != "MathNet.Numerics"
        select reference.Name);

    /// <summary>A record compares an array, an immutable array or a list by reference, and two equal plans would be unlike.</summary>
    [Fact]
    public void Records_hold_no_collection_but_value_lists() => None(
        from type in Types
        where type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null)
        from field in type.GetFields(Declared)
        where !field.IsStatic && field.FieldType != typeof(string) && field.FieldType.IsAssignableTo(typeof(IEnumerable))
            && !(field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(ValueList<>))
        select $"{type}.{field.Name} is a {field.FieldType}");

    [Fact]
    public void Every_value_says_itself_when_it_is_equal_to_another() => None(
        from type in Types
        where type.IsPublic && !type.IsEnum && !IsStatic(type)
        where type.GetMethod("Equals", Declared, [typeof(object)]) is null
        select type);

    /// <summary>
    /// A private constructor does not keep a record closed, for it has a protected one for copies; an abstract member that only this
    /// assembly can override does.
    /// </summary>
    [Fact]
    public void No_other_assembly_can_add_a_case_to_a_union() => None(
        from union in Unions
        where !union.GetMethods(Declared).Any(m => m.IsAbstract && m.IsAssembly)
            || union.GetConstructors(Declared).Any(c => c.IsPublic || (c.IsFamily && c.GetParameters().Length == 0))
        select union);

    [Fact]
    public void The_cases_of_a_union_are_sealed_inside_it() => None(
        from union in Unions
        from type in Types
        where IsCase(type, union) && !(type.IsSealed && type.DeclaringType == union)
        select type);

    [Fact]
    public void Every_case_of_a_union_has_a_function_in_its_fold() => None(
        from union in Unions
        where union != typeof(Validation<,>) // its two cases are the arguments of its fold
        let folded = union.GetNestedType("Cases`1")?.GetConstructors()[0].GetParameters().Select(p => p.Name) ?? []
        let cases = Types.Where(type => IsCase(type, union)).Select(type => type.Name)
        where !folded.ToHashSet(StringComparer.Ordinal).SetEquals(cases)
        select union);

    private static bool IsCase(Type type, Type union) =>
        type.BaseType is { } parent && (parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent) == union;

    private static bool IsStatic(Type type) => type is { IsAbstract: true, IsSealed: true };

    private static void None<T>(IEnumerable<T> offenders) => Assert.Empty(offenders);
}
